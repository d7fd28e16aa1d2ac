import { getDomain } from 'tldts';

/**
 * Whether two addresses belong to one organisation, by the whole public suffix list (RFC 7489, 3.2): tenants
 * of one host, `x.myshop.example`, are strangers. Apart, because the list is heavy and rarely asked.
 */
export function sameOrganisation(a: string, b: string): boolean {
  const [first, second] = [a, b].map((address) =>
    getDomain(address.slice(address.lastIndexOf('@') + 1), { allowPrivateDomains: true }),
  );
  return first !== null && first !== undefined && first === second;
}
