import type { Pins } from '../../aws/pins.ts';
import { actorOf, type Principal } from '../../domain/access/principal.ts';
import { type Case, parseNumber } from '../../domain/case/case.ts';
import { decideClassify } from '../../domain/case/classify.ts';
import { isCritical } from '../../domain/case/critical/guards.ts';
import { decideVitalInformation } from '../../domain/case/critical/vital-information.ts';
import type { VitalInformation } from '../../domain/case/critical-events.ts';
import { decideOpen } from '../../domain/case/open.ts';
import type { Language, Party } from '../../domain/case/vocabulary.ts';
import { Conflict, NotFound } from '../../errors/index.ts';
import { command, commandMarker, readCase } from '../commands.ts';
import { openCase } from '../open-case.ts';
import { described } from '../submit-case.ts';
import { termsOf } from '../terms-of.ts';
import { declarationEntries, drawPin, pinMarker } from './declaration.ts';
import { declared, type HotlineDesk } from './raise-severity.ts';

export interface IntakeDesk extends HotlineDesk {
  readonly pins: Pins;
}

export interface HotlineCall {
  /** The case's number or PIN, as the caller read it out; without it the call opens the case. */
  readonly caseNumber: string | null;
  readonly vitalInformation: VitalInformation;
  /** The number was read back to the caller and confirmed: a wrong digit costs the 15 minutes. */
  readonly phoneReadBack: true;
  /** When the representative knows the company and its address book does not. */
  readonly accountId: string | null;
}

interface Asked {
  readonly principal: Principal;
  readonly commandKey: string | null;
  readonly call: HotlineCall;
}

/**
 * Takes a call of the Severity-1 hotline (contract: «Un representante de Servicio al Cliente tomará la
 * información vital»). A caller with a ticket is put on it, whatever its severity was; one without is not
 * refused: the call opens the case.
 *
 * @throws NotFound | Conflict | InvalidInput
 */
export async function recordIntake(desk: IntakeDesk, asked: Asked): Promise<Case> {
  const { caseNumber } = asked.call;
  return caseNumber === null ? await openByCall(desk, asked) : await onCase(desk, asked, caseNumber);
}

async function onCase(
  desk: IntakeDesk,
  { principal, commandKey, call }: Asked,
  caseNumber: string,
): Promise<Case> {
  const caseId = await caseIdOf(desk, caseNumber);
  const pin = drawPin();
  const { vitalInformation } = call;
  const { after } = await command(
    desk,
    { principal, caseId, commandKey, markers: () => [pinMarker(pin, caseId)] },
    async (current, context) => {
      const reason = 'hotline';
      if (isCritical(current)) {
        const side = 'desk';
        return decideVitalInformation(
          current,
          { vitalInformation, source: 'hotline', reason },
          { ...context, side },
        );
      }
      return [
        ...decideClassify(current, { severity: 'critical', reason }, context),
        ...(await declared(desk, current, { pin, context, vitalInformation, source: 'hotline' })),
      ];
    },
  );
  return after;
}

/** The case that a caller names, by its number or its PIN. @throws NotFound | Conflict */
export async function caseIdOf(desk: Pick<IntakeDesk, 'cases' | 'pins'>, asked: string): Promise<string> {
  const number = parseNumber(asked);
  if (number !== null) {
    const caseId = await desk.cases.caseIdOfNumber(number);
    if (caseId === null) throw new NotFound('case', asked);
    return caseId;
  }
  const found = await desk.cases.readMany(await desk.pins.casesOf(asked.replace(/\D/g, '')));
  const [first, ...others] = found.filter(({ status }) => status !== 'closed');
  if (first === undefined) throw new NotFound('case', asked);
  if (others.length > 0) {
    throw new Conflict(
      'pin-of-several-cases',
      'More than one open case has this PIN: ask for the case number.',
    );
  }
  return first.caseId;
}

async function openByCall(desk: IntakeDesk, { principal, commandKey, call }: Asked): Promise<Case> {
  const { vitalInformation } = call;
  const { accountId, requester, language, timeZone } = await callerOf(desk, call);
  const terms = await termsOf(desk, accountId);
  const now = desk.now();
  const actor = actorOf(principal);
  const pin = drawPin();
  const subject = subjectOf(vitalInformation);
  const result = await openCase(desk, {
    markers: (caseId) => [...commandMarker(desk, commandKey, { caseId, seq: 1 }), pinMarker(pin, caseId)],
    decide: ({ number }) => [
      ...decideOpen(
        {
          number,
          accountId,
          subject,
          category: 'bug',
          severity: 'critical',
          channel: 'hotline',
          language,
          requester,
          parties: [requester],
          quarantine: null,
          message: described({ requester, text: vitalInformation.description, subject, files: [] }),
        },
        { now, actor, terms },
      ),
      ...declarationEntries(
        { subject, requester, parties: [requester], language, thread: [] },
        { hotlineNumbers: desk.hotlineNumbers, pin, vitalInformation, source: 'hotline', timeZone },
        { now, actor },
      ),
    ],
  });
  return 'opened' in result ? result.opened : await readCase(desk, principal, result.existing.caseId);
}

/** Whose customer is calling: as the address book says, else as the representative does, else nobody's yet. */
async function callerOf(
  { directory }: IntakeDesk,
  { vitalInformation, accountId: named }: HotlineCall,
): Promise<{ accountId: string | null; requester: Party; language: Language; timeZone: string }> {
  const { contactEmail, contactName, language } = vitalInformation;
  const owner = await directory.addressOwner(contactEmail);
  const contact = owner?.kind === 'contact' ? owner : null;
  const domain = contactEmail.slice(contactEmail.lastIndexOf('@') + 1);
  const accountId = contact?.accountId ?? named ?? (await directory.accountOfDomain(domain));
  const account = accountId === null ? null : await directory.account(accountId);
  if (named !== null && account === null) throw new NotFound('account', named);
  return {
    accountId,
    requester: {
      address: contactEmail,
      name: contactName,
      ...(contact === null ? {} : { contactId: contact.id }),
    },
    language: language ?? contact?.language ?? account?.language ?? 'es',
    timeZone: contact?.timeZone ?? account?.timeZone ?? 'UTC',
  };
}

const subjectLength = 120;

/** The first words of what the caller said. */
function subjectOf({ companyName, description }: VitalInformation): string {
  const [line = ''] = description.split('\n');
  return `${companyName}: ${line}`.slice(0, subjectLength);
}
