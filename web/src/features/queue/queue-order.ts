/** The queue as it was last seen, so that j and k go on from case to case. */
let order: readonly string[] = [];

export function rememberQueue(caseIds: readonly string[]): void {
  order = caseIds;
}

/** The case that is `by` places after (or before) one in the queue, if the queue has it. */
export function neighbourOf(caseId: string, by: 1 | -1): string | undefined {
  const place = order.indexOf(caseId);
  return place === -1 ? undefined : order[place + by];
}
