import { onlyForDesk } from '../../domain/access/policy.ts';
import { sideOf } from '../../domain/access/principal.ts';
import type { Case } from '../../domain/case/case.ts';
import { decideClassify, decideReclassify } from '../../domain/case/classify.ts';
import type { VitalInformation } from '../../domain/case/critical-events.ts';
import type { CaseEvents, NewEntry } from '../../domain/case/events.ts';
import type { Category, Severity } from '../../domain/case/vocabulary.ts';
import type { Command, Deciding } from '../commands.ts';
import { command } from '../commands.ts';
import type { Desk } from '../desk.ts';
import { declarationEntries, drawPin, pinMarker } from './declaration.ts';

export interface HotlineDesk extends Desk {
  readonly hotlineNumbers: readonly string[];
}

interface Classification {
  readonly severity?: Severity | undefined;
  readonly category?: Category | undefined;
  readonly reason: string;
}

/**
 * Changes severity or category. What becomes critical is declared so, with its hotline numbers and PIN; what
 * is critical becomes less only by agreement of both parties. A customer changes the severity alone.
 *
 * @throws Forbidden | Conflict | InvalidInput
 */
export async function classifyCase(
  desk: HotlineDesk,
  asked: Command & { readonly classification: Classification },
): Promise<Case> {
  const { severity, category, reason } = asked.classification;
  const pin = drawPin();
  const { after } = await command(
    desk,
    { ...asked, ...(severity === 'critical' ? { markers: (caseId) => [pinMarker(pin, caseId)] } : {}) },
    async (current, context) => {
      const by = sideOf(asked.principal);
      onlyForDesk(asked.principal, 'category', category !== undefined && category !== current.category);
      if (severity === 'non-critical' && current.severity === 'critical') {
        return decideReclassify(current, { by, reason }, context);
      }
      const entries = decideClassify(
        current,
        { reason, ...(severity && { severity }), ...(category && { category }) },
        context,
      );
      const declares = severity === 'critical' && current.severity !== 'critical';
      return declares ? [...entries, ...(await declared(desk, current, { pin, context }))] : entries;
    },
  );
  return after;
}

/** The entries that declare a case critical which was not; what is known of the caller goes along. */
export async function declared(
  desk: Pick<HotlineDesk, 'directory' | 'hotlineNumbers'>,
  current: Case,
  {
    pin,
    context,
    vitalInformation = current.critical?.vitalInformation ?? null,
    source = 'dashboard',
  }: {
    pin: string;
    context: Pick<Deciding, 'now' | 'actor'>;
    vitalInformation?: VitalInformation | null;
    source?: CaseEvents['vital-information.recorded']['source'];
  },
): Promise<NewEntry[]> {
  const account = current.accountId === null ? null : await desk.directory.account(current.accountId);
  const { hotlineNumbers } = desk;
  const timeZone = account?.timeZone ?? 'UTC';
  return declarationEntries(current, { hotlineNumbers, pin, vitalInformation, source, timeZone }, context);
}
