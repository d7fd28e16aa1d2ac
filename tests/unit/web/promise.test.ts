import { describe, expect, it } from 'vitest';
import { messages as en } from '../../../web/src/app/i18n/en/index.ts';
import { messages as es } from '../../../web/src/app/i18n/es/index.ts';
import { sayStanding, standingOf } from '../../../web/src/features/case/promise.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');
const [early, late] = ['2026-11-24T08:00:00.000Z', '2026-11-24T10:00:00.000Z'];
const open = { status: 'in-progress', stage: null, owner: null, deadlines: [] } as const;
const due = (
  kind: 'first-response' | 'update' | 'callback' | 'critical-update' | 'closure-lapse',
  at: string,
) => ({
  kind,
  at,
  missed: false,
});

describe('what a customer is told about a case', () => {
  it.each([
    { of: open, say: 'received', because: 'nobody has taken it yet' },
    {
      of: { ...open, owner: { agentId: 'a', name: 'Elena' } },
      say: 'working',
      because: 'it has an owner and nothing is due',
    },
    {
      of: { ...open, deadlines: [due('first-response', late)] },
      say: 'answerBy',
      because: 'a promise with a time is worth more than a state',
    },
    {
      of: { ...open, deadlines: [due('first-response', early)] },
      say: 'answerLate',
      because: 'a missed promise is said',
    },
    {
      of: { ...open, stage: 'paging', deadlines: [due('update', late), due('callback', late)] },
      say: 'callBackBy',
      because: 'the call comes before everything',
    },
    { of: { ...open, stage: 'intake' }, say: 'callHotline', because: 'the 15 minutes have not begun' },
    {
      of: { ...open, stage: 'intake', deadlines: [due('first-response', late)] },
      say: 'callHotline',
      because: 'an answer in hours is not what they wait for',
    },
    {
      of: { ...open, stage: 'intake', deadlines: [due('first-response', early)] },
      say: 'answerLate',
      because: 'a missed promise is said, whatever else there is to say',
    },
    {
      of: { ...open, stage: 'workaround-given' },
      say: 'workaroundGiven',
      because: 'it goes on with a workaround',
    },
    {
      of: { ...open, status: 'waiting-on-customer', deadlines: [due('update', early)] },
      say: 'waitingForYou',
      because: 'it is the customer’s turn',
    },
    { of: { ...open, status: 'closure-proposed' }, say: 'confirmClosing', because: 'the desk has proposed' },
    {
      of: {
        ...open,
        status: 'closure-proposed',
        closureProposal: { by: 'customer', summary: '', proposedAt: early, seq: 1, reminders: 0 },
      },
      say: 'closingAsked',
      because: 'the customer has proposed',
    },
    {
      of: { ...open, status: 'closed', closedHow: 'without-answer' },
      say: 'closedUnanswered',
      because: 'that is visibly another closing',
    },
    {
      of: { ...open, status: 'closed', closedHow: 'merged', mergedInto: { caseId: 'x', number: '12345678' } },
      say: 'merged',
      because: 'it goes on elsewhere',
    },
  ] as const)('says $say, because $because', ({ of, say }) => {
    expect(standingOf(of, now).say).toBe(say);
  });

  it('says when a proposal closes without an answer', () => {
    const standing = standingOf(
      { ...open, status: 'closure-proposed', deadlines: [due('closure-lapse', late)] },
      now,
    );
    expect(sayStanding(standing, en.promise, () => 'Fri 10:00')).toBe(
      'We believe it is solved. Do you agree? Without an answer it closes on Fri 10:00.',
    );
  });

  it('says the promise with its time, and whose time it is', () => {
    const standing = standingOf({ ...open, deadlines: [due('first-response', late)] }, now);
    expect(sayStanding(standing, en.promise, () => 'Tue 09:40')).toBe('We answer by Tue 09:40, your time.');
  });

  it('says the promise with its time in Spanish', () => {
    const standing = standingOf({ ...open, deadlines: [due('first-response', late)] }, now);
    expect(sayStanding(standing, es.promise, () => 'el mar a las 09:40')).toBe(
      'Le respondemos a más tardar el mar a las 09:40, su hora local.',
    );
  });
});
