import type { Language } from '../../../../shared/contracts/vocabulary.ts';
import { useAction } from '../../api/actions.ts';
import type { Answer } from '../../api/operations.ts';
import { useDraft } from '../../app/drafts.ts';
import { isPhone, plainNumber } from './read-back.ts';

export interface Intake {
  readonly companyName: string;
  readonly contactName: string;
  readonly contactPhone: string;
  readonly contactEmail: string;
  readonly description: string;
  readonly language: Language;
  readonly caseNumber: string;
  readonly accountId: string;
  /** The number that was read back and confirmed; another number has to be read back again. */
  readonly confirmedPhone: string;
}

export type Caller = Answer<'findCaller'>['items'][number];

/** The intake being taken: each field is kept as it is typed, so that a dropped call loses nothing. */
export function useIntake(language: Language, onSaved: (caseId: string) => void) {
  const { value, change, clear, keptAt, keeping } = useDraft<Intake>('hotline', {
    companyName: '',
    contactName: '',
    contactPhone: '',
    contactEmail: '',
    description: '',
    language,
    caseNumber: '',
    accountId: '',
    confirmedPhone: '',
  });
  const action = useAction('recordIntake', {
    refresh: [['listCases']],
    onSuccess: ({ caseId }) => {
      clear();
      onSaved(caseId);
    },
  });
  const phone = plainNumber(value.contactPhone);
  const confirmed = isPhone(value.contactPhone) && value.confirmedPhone === phone;
  const { companyName, contactName, contactEmail, description, caseNumber, accountId } = value;
  return {
    value,
    change,
    clear,
    keptAt,
    keeping,
    action,
    confirmed,
    confirm: (yes: boolean) => change({ confirmedPhone: yes ? phone : '' }),
    take: (caller: Caller) =>
      change({
        companyName: caller.accountName,
        contactName: caller.name,
        accountId: caller.accountId,
        ...(caller.email === null ? {} : { contactEmail: caller.email }),
        ...(caller.phone === null ? {} : { contactPhone: caller.phone, confirmedPhone: '' }),
        ...(caller.caseNumber === null ? {} : { caseNumber: caller.caseNumber }),
      }),
    save: () =>
      action.mutate({
        body: {
          companyName,
          contactName,
          contactPhone: phone,
          phoneReadBack: true,
          contactEmail,
          description,
          language: value.language,
          ...(caseNumber.trim() === '' ? {} : { caseNumber: caseNumber.replaceAll(/[\s-]/g, '') }),
          ...(accountId === '' ? {} : { accountId }),
        },
      }),
  };
}

export type IntakeState = ReturnType<typeof useIntake>;
