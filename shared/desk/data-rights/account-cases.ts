import { type CaseLists, type ListPage, runs } from '../../aws/case-lists.ts';

const pageSize = 100;

/**
 * Every case of an account, the longest unchanged first: one that changes meanwhile comes again at the end,
 * and none is missed.
 *
 * @param changedSince only those changed since then, as an instant: the last changed first
 */
export async function* accountCases(
  { lists }: { readonly lists: CaseLists },
  accountId: string,
  changedSince?: string,
): AsyncGenerator<{ readonly caseId: string }> {
  const descending = changedSince !== undefined;
  const from = runs.account(accountId).map((run) => ({ ...run, descending }));
  let after: Readonly<Record<string, string>> | null = null;
  do {
    const page: ListPage<{ caseId: string; updatedAt: string }> = await lists.page(from, {
      limit: pageSize,
      after,
    });
    const wanted = page.items.filter(
      ({ updatedAt }) => changedSince === undefined || updatedAt >= changedSince,
    );
    yield* wanted;
    after = wanted.length < page.items.length ? null : page.next;
  } while (after !== null);
}
