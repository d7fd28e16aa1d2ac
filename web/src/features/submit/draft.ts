import type { Body } from '../../api/operations.ts';

/** What the form holds; the description of a critical case is its vital description too. */
export interface SubmitDraft {
  readonly critical: boolean;
  readonly category: 'bug' | 'configuration' | 'information';
  readonly subject: string;
  readonly description: string;
  readonly stream: string;
  readonly domain: string;
  readonly ips: string;
  readonly companyName: string;
  readonly contactName: string;
  readonly contactPhone: string;
  readonly contactEmail: string;
}

const octet = String.raw`(25[0-5]|2[0-4]\d|1?\d?\d)`;
const ipv4 = new RegExp(`^${octet}(\\.${octet}){3}$`);

/** The addresses in a text, separated by spaces or commas. */
export function ipsIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== '');
}

/** The first piece that is no IP address, or null. An IPv6 address is read as a URL's host, as browsers do. */
export function badIp(text: string): string | null {
  return (
    ipsIn(text).find(
      (part) => !ipv4.test(part) && !(part.includes(':') && URL.canParse(`http://[${part}]/`)),
    ) ?? null
  );
}

/** The draft as the API takes it: empty fields are left out. */
export function submissionOf(draft: SubmitDraft, attachmentIds: string[]): Body<'submitCase'> {
  const affected = {
    ...(draft.stream.trim() === '' ? {} : { stream: draft.stream.trim() }),
    ...(draft.domain.trim() === '' ? {} : { domain: draft.domain.trim() }),
    ...(ipsIn(draft.ips).length === 0 ? {} : { ipAddresses: ipsIn(draft.ips) }),
  };
  const phone = draft.contactPhone.replaceAll(/[\s().-]/g, '');
  const { companyName, contactName, contactEmail } = draft;
  const vital = draft.critical && phone !== '';
  return {
    subject: draft.subject,
    description: draft.description,
    category: draft.critical ? 'bug' : draft.category,
    severity: draft.critical ? 'critical' : 'non-critical',
    attachmentIds,
    ...(Object.keys(affected).length === 0 ? {} : { affected }),
    ...(vital ? { vitalInformation: { companyName, contactName, contactPhone: phone, contactEmail } } : {}),
  };
}
