import type { Person } from '../domain/account/person.ts';
import type { Case } from '../domain/case/case.ts';
import type { NewEntry } from '../domain/case/events.ts';
import type { NoticeKind } from '../domain/case/mail.ts';
import type { Actor } from '../domain/case/vocabulary.ts';
import { requireNoticeVariables } from '../notices/variables.ts';
import { addedWhenSent } from './mails.ts';

/** A mail about a case to one of the desk's own people, in their language. */
export function noticeToPerson(
  of: Pick<Case, 'subject'>,
  person: Pick<Person, 'address' | 'name' | 'languages' | 'timeZone'>,
  {
    notice,
    variables,
    now,
    actor,
  }: { notice: NoticeKind; variables: Record<string, string>; now: string; actor: Actor },
): NewEntry {
  const told = { timeZone: person.timeZone, ...variables };
  requireNoticeVariables(notice, { ...addedWhenSent, ...told });
  return {
    type: 'notice.sent',
    at: now,
    actor,
    visibility: 'internal',
    data: {
      text: '',
      mail: {
        to: [{ address: person.address, name: person.name }],
        cc: [],
        subject: of.subject,
        language: person.languages[0] ?? 'en',
        notice,
        variables: told,
        inReplyTo: null,
        references: [],
        automatic: true,
      },
    },
  };
}
