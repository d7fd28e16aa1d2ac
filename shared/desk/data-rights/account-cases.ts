import { type CaseLists, type ListPage, runs } from '../../aws/case-lists.ts';

const pageSize = 100;

/**
 * Every case of an account, the longest unchanged first: one that changes meanwhile comes again at the end,
 * and none is missed.
 */
export async function* accountCases(
  { lists }: { readonly lists: CaseLists },
  accountId: string,
): AsyncGenerator<{ readonly caseId: string }> {
  const run = { ...runs.account(accountId), descending: false };
  let after: Readonly<Record<string, string>> | null = null;
  do {
    const page: ListPage<{ caseId: string }> = await lists.page([run], {
      limit: pageSize,
      after,
    });
    yield* page.items;
    after = page.next;
  } while (after !== null);
}
