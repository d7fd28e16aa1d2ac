import type { Case } from '../../domain/case/case.ts';
import { decideVitalInformation } from '../../domain/case/critical/vital-information.ts';
import type { VitalInformation } from '../../domain/case/critical-events.ts';
import type { Command } from '../commands.ts';
import type { Desk } from '../desk.ts';
import { criticalCommand } from './critical-command.ts';

/** Gives the vital information of a critical issue, or corrects it; the first complete one starts the clock. */
export async function giveVitalInformation(
  desk: Desk,
  asked: Command & { readonly vitalInformation: VitalInformation; readonly reason: string | null },
): Promise<Case> {
  const { principal, vitalInformation, reason } = asked;
  const source = principal.kind === 'machine' ? 'api' : 'dashboard';
  return await criticalCommand(desk, asked, (current, context) =>
    decideVitalInformation(current, { vitalInformation, source, reason }, context),
  );
}
