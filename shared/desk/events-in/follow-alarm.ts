import type { AlarmMemory } from '../../aws/alarm-memory.ts';
import { AlreadyDone } from '../../aws/case-store.ts';
import { keys } from '../../aws/keys.ts';
import type { AlarmChange } from '../../contracts/events-in.ts';
import { actorOf } from '../../domain/access/principal.ts';
import type { DeskRules } from '../../domain/account/rules.ts';
import type { Case } from '../../domain/case/case.ts';
import { decideReceive } from '../../domain/case/message.ts';
import { changeCase } from '../change-case.ts';
import { described, type SubmittingDesk, submitCase } from '../submit-case.ts';
import { pinnedTerms } from '../terms-of.ts';
import { machineOf } from './submit-by-event.ts';

interface Change {
  /** The event's own id, the same when it is delivered again. */
  readonly eventId: string;
  /** Account and Region of the alarm: names are unique within them. */
  readonly from: string;
  /** When the alarm changed. */
  readonly at: string;
  readonly alarm: AlarmChange;
}

const source = 'aws.cloudwatch';

interface AlarmDesk extends SubmittingDesk {
  readonly alarms: AlarmMemory;
}

/**
 * An alarm that a rule of the desk names opens a case when it rings. While that case is open, whatever the
 * alarm does is written on it: ringing again opens no other, not even at the same moment. What arrives after a
 * later change is old, and opens nothing.
 *
 * @returns the case, or null where no rule names the alarm or there is nothing to tell
 */
export async function followAlarm(desk: AlarmDesk, change: Change): Promise<Case | null> {
  const { eventId, from, at, alarm } = change;
  const rule = ruleFor(await desk.directory.rules(), alarm.alarmName);
  if (rule === null) return null;
  const name = `${from}:${alarm.alarmName}`;
  const pointer = keys.done(`alarm:${name}`);
  const [last, newest] = await Promise.all([desk.cases.place(pointer), desk.alarms.note(name, at)]);
  const current = last === null ? null : await desk.cases.read(last.caseId);
  if (current !== null && current.status !== 'closed') return await writeOn(desk, current, change);
  if (alarm.state.value !== 'ALARM' || !newest) return null;
  const eventKey = `event:${source}:${eventId}`;
  const of = await submitCase(desk, {
    principal: machineOf(source),
    submitted: {
      subject: `${alarm.state.value}: ${alarm.alarmName}`,
      description: wordsOf(alarm),
      category: 'bug',
      severity: rule.severity,
      accountId: rule.accountId,
      attachmentIds: [],
    },
    commandKey: null,
    eventKey,
    onlyKey: `alarm:${name}:after:${last?.caseId ?? 'none'}`,
  });
  await desk.cases.remember({ key: pointer, place: { caseId: of.caseId, seq: 1 } });
  // Another event of the alarm was a moment faster: its case takes this one in, too.
  return (await desk.cases.place(keys.done(eventKey))) === null ? await writeOn(desk, of, change) : of;
}

/** The most particular rule: the longest beginning of the alarm's name. */
export function ruleFor({ alarms }: Pick<DeskRules, 'alarms'>, alarmName: string) {
  const [first] = alarms
    .filter(({ namePrefix }) => alarmName.startsWith(namePrefix))
    .sort((a, b) => b.namePrefix.length - a.namePrefix.length);
  return first ?? null;
}

async function writeOn(desk: SubmittingDesk, of: Case, { eventId, alarm }: Change): Promise<Case> {
  const { caseId, subject } = of;
  const machine = machineOf(source);
  const message = described({
    requester: { address: '', name: source },
    text: `${alarm.state.value}\n\n${wordsOf(alarm)}`,
    subject,
    files: [],
  });
  try {
    const change = await changeCase(desk, {
      caseId,
      markers: (seq) => [{ key: keys.done(`event:${source}:${eventId}`), place: { caseId, seq } }],
      // A machine's word: it is kept, and asks nobody for an answer.
      decide: async (current) =>
        decideReceive(
          current,
          { ...message, automatic: 'auto-generated', asksAnswer: false },
          { now: desk.now(), actor: actorOf(machine), terms: await pinnedTerms(desk, current) },
        ),
    });
    return change?.after ?? of;
  } catch (error) {
    if (error instanceof AlreadyDone) return of;
    throw error;
  }
}

function wordsOf({ alarmName, state, configuration }: AlarmChange): string {
  const lines = [alarmName, configuration.description, state.reason];
  return lines
    .filter((line) => line.trim() !== '')
    .join('\n\n')
    .slice(0, 20_000);
}
