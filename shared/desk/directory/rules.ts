import type { CannedAnswer } from '../../domain/account/canned-answer.ts';
import type { DeskRules } from '../../domain/account/rules.ts';
import { authorOf } from '../../domain/audit/change.ts';
import { InvalidInput } from '../../errors/index.ts';
import { type Change, type DirectoryDesk, guarded, refuseStale } from './directory-desk.ts';

/** Changes how the desk runs itself; the accounts that alarms open cases for must exist. @throws InvalidInput | Stale */
export async function putRules(
  desk: DirectoryDesk,
  { principal, fields, expectedVersion }: Change<Omit<DeskRules, 'version'>>,
): Promise<DeskRules> {
  const before = await desk.directory.rules();
  refuseStale(before, expectedVersion);
  const known = await Promise.all(
    fields.alarms.map(async ({ accountId }) => (await desk.directory.account(accountId)) !== null),
  );
  const unknown = known.flatMap((exists, index) => (exists ? [] : [index]));
  if (unknown.length > 0) {
    throw new InvalidInput(
      'The rules cannot be saved like this.',
      unknown.map((index) => ({ path: `alarms.${index}.accountId`, message: 'Create this account first.' })),
    );
  }
  const value: DeskRules = { ...fields, version: before.version + 1 };
  const by = authorOf(principal, desk.now());
  await guarded(desk.write.putRules({ value, before: before.version === 0 ? null : before, by }));
  return value;
}

/** Creates or changes a prepared answer. @throws Stale */
export async function putCannedAnswer(
  desk: DirectoryDesk,
  answerId: string,
  { principal, fields, expectedVersion }: Change<Omit<CannedAnswer, 'answerId' | 'version'>>,
): Promise<CannedAnswer> {
  const all = await desk.directory.cannedAnswers();
  const before = all.find((answer) => answer.answerId === answerId) ?? null;
  refuseStale(before, expectedVersion);
  const value: CannedAnswer = { ...fields, answerId, version: (before?.version ?? 0) + 1 };
  await guarded(desk.write.putCannedAnswer({ value, before, by: authorOf(principal, desk.now()) }));
  return value;
}
