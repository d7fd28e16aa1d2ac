import fc from 'fast-check';
import type { InboundMail } from '../../shared/desk/intake-mail.ts';
import type { Verdicts } from '../../shared/domain/case/mail.ts';
import { forged, type MailTestDesk, passed, undecided } from './mail-desk.ts';
import { mutatedMail } from './mutated-mail.ts';

const verdicts = fc.constantFrom<Verdicts>(passed, forged, undecided, { ...passed, dmarc: 'GRAY' });

/** A mail that was changed on its way, with what SES may say of it. */
export const mutatedArrival = fc.record({ mail: mutatedMail, verdicts });

/** Takes a mail in twice: whether a case has it, and the second delivery is led to the same one. What is nobody's to have is not lost. */
export async function keepsItsPlace(
  at: MailTestDesk,
  mail: Buffer,
  fields: Partial<InboundMail>,
): Promise<boolean> {
  const first = await at.arrives([mail.toString('latin1')], fields);
  if (first.outcome === 'ignored') return true;
  const { caseId, seq } = first.place;
  if ((await at.desk.cases.entry(caseId, seq)) === null) return false;
  const again = await at.arrives([mail.toString('latin1')], fields);
  return again.outcome === 'duplicate' && again.place.caseId === caseId;
}
