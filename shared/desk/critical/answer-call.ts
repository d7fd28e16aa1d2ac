import type { Directory } from '../../aws/directory.ts';
import { GuardiaError } from '../../errors/index.ts';
import { customerName } from './customer-name.ts';
import { caseIdOf, type IntakeDesk } from './record-intake.ts';

/** What the representative's screen shows before they say a word; texts only, as a contact flow takes them. */
export type CallerCard = Readonly<Record<string, string>>;

/**
 * Looks up what a caller typed, their PIN or case number. Finding nothing refuses nobody: the call goes on to
 * a representative either way.
 */
export async function answerCall(
  desk: Pick<IntakeDesk, 'cases' | 'pins'> & { readonly directory: Pick<Directory, 'account'> },
  typed: string,
): Promise<CallerCard> {
  try {
    const of = await desk.cases.read(await caseIdOf(desk, typed));
    if (of === null) return { found: 'false' };
    const account = of.accountId === null ? null : await desk.directory.account(of.accountId);
    return {
      found: 'true',
      caseId: of.caseId,
      caseNumber: of.number,
      accountName: customerName(of, account),
      language: of.critical?.vitalInformation?.language ?? of.language,
    };
  } catch (error) {
    if (error instanceof GuardiaError) return { found: 'false' };
    throw error;
  }
}
