import { describe, expect, it } from 'vitest';
import { messages as es } from '../../../web/src/app/i18n/es/index.ts';
import { sayClause } from '../../../web/src/features/case/clause.ts';
import { sayNumber } from '../../../web/src/features/case/number.ts';
import { sayChannel } from '../../../web/src/features/case/page-channel.ts';
import { criticalOf } from '../../../web/src/features/critical/running.ts';
import { stepsOf } from '../../../web/src/features/critical/stages.ts';
import { sayBytes } from '../../../web/src/features/files/size.ts';
import { isPhone, plainNumber, readBack } from '../../../web/src/features/hotline/read-back.ts';
import { midnights, placeOf, weekStart } from '../../../web/src/features/on-call/week.ts';
import { byDue } from '../../../web/src/features/queue/order.ts';
import { fillAnswer } from '../../../web/src/features/reply/fill.ts';
import { badIp, ipsIn } from '../../../web/src/features/submit/draft.ts';
import { criticalView } from '../../support/web-fixtures/critical.ts';
import { manyCases } from '../../support/web-fixtures/desk.ts';

describe('a telephone number', () => {
  const words = {
    digits: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
    plus: 'plus',
  };
  it('is read back digit by digit, in groups that can be followed', () => {
    expect(readBack('+34 911 234 567', words)).toBe(
      'plus three four · nine one one · two three four · five six seven',
    );
  });
  it.each([
    { typed: '+34 (911) 234-567', is: true, because: 'people write marks between digits' },
    { typed: '0034911234567', is: true, because: '00 is how Europe dials a plus' },
    { typed: '911234567', is: false, because: 'without a country nobody can call it from elsewhere' },
    { typed: '+3491', is: false, because: 'it is too short to be one' },
  ])('is one or not: $typed is $is, because $because', ({ typed, is }) => {
    expect(isPhone(typed)).toBe(is);
  });
  it('goes out in E.164', () => expect(plainNumber('0034 911-234-567')).toBe('+34911234567'));
});

describe('a prepared answer', () => {
  const values = {
    contactName: 'Ana',
    caseNumber: '1',
    subject: '$& {{x}}',
    accountName: 'Acme',
    agentName: 'Elena',
  };
  it('is filled in from the case', () =>
    expect(fillAnswer('{{ contactName }}, {{agentName}}', values)).toBe('Ana, Elena'));
  it('keeps a name that it does not know, so that somebody sees it', () =>
    expect(fillAnswer('{{price}}', values)).toBe('{{price}}'));
  it('takes what a customer wrote as text and not as a pattern', () =>
    expect(fillAnswer('<{{subject}}>', values)).toBe('<$& {{x}}>'));
});

describe('the addresses of a form', () => {
  it('are split at spaces and commas', () =>
    expect(ipsIn('192.0.2.1, 2001:db8::1')).toEqual(['192.0.2.1', '2001:db8::1']));
  it.each([
    { text: '192.0.2.1 2001:db8::1', bad: null },
    { text: '192.0.2.256', bad: '192.0.2.256' },
    { text: '192.0.2.1 example.com', bad: 'example.com' },
    { text: '1:2:3', bad: '1:2:3' },
  ])('names what is no address: $text', ({ text, bad }) => expect(badIp(text)).toBe(bad));
});

describe('the queue', () => {
  it('has what is due first on top, whatever order it came in', () => {
    const cases = manyCases(40).filter(({ deadlines }) => deadlines.length > 0);
    const shuffled = cases.toSorted((a, b) => (a.number > b.number ? -1 : 1));
    const times = shuffled.toSorted(byDue).map(({ deadlines }) => deadlines[0]?.at);
    expect(times).toEqual(times.toSorted());
  });
});

describe('the line of a critical issue', () => {
  it('shows the workaround where the end will be, until it is over', () => {
    const stages = (over: Parameters<typeof criticalView>[0]) =>
      stepsOf(criticalView(over)).map(({ stage }) => stage);
    expect(stages({ stage: 'workaround-given', workaroundAt: '2026-11-24T09:00:00.000Z' })[3]).toBe(
      'workaround-given',
    );
    expect(stages({ stage: 'ended', endedAt: '2026-11-24T09:00:00.000Z' })[3]).toBe('ended');
  });
  it('has one current step', () => {
    const current = stepsOf(criticalView({ stage: 'working' })).filter(({ state }) => state === 'current');
    expect(current.map(({ stage }) => stage)).toEqual(['working']);
  });
});

describe('the week of the on-call page', () => {
  it('begins on the reader’s Monday, and a week with a clock change has seven days all the same', () => {
    const start = weekStart(Date.parse('2027-03-26T12:00:00.000Z'), 'Europe/Madrid', 0);
    expect(start).toBe('2027-03-21T23:00:00.000Z');
    expect(midnights(start, 'Europe/Madrid').at(-1)).toBe('2027-03-28T22:00:00.000Z');
  });
  it('cuts a shift at its edges', () => {
    const week = { from: '2026-11-23T00:00:00.000Z', to: '2026-11-30T00:00:00.000Z' };
    expect(placeOf({ from: '2026-11-20T00:00:00.000Z', to: '2026-11-30T00:00:00.000Z' }, week)).toEqual({
      left: 0,
      width: 100,
    });
  });
});

describe('small words', () => {
  it('writes a case number as people read it out', () => expect(sayNumber('48219355')).toBe('4821-9355'));
  it.each([
    [999, '999 B'],
    [18_204, '18 KB'],
    [999_499, '999 KB'],
    [1_240_000, '1.2 MB'],
  ])('writes %i bytes as %s', (bytes, says) => expect(sayBytes(bytes)).toBe(says));
});

describe('a clause of the contract', () => {
  it.each([
    { clause: 'NC-ii-2', says: 'Problema No Crítico (ii) 2' },
    { clause: 'C-ii-4', says: 'Problema Crítico (ii) 4' },
    { clause: 'TAM', says: 'TAM' },
  ])('is named as the contract names it: $says', ({ clause, says }) =>
    expect(sayClause(clause, es.caseView.clauseName)).toBe(says),
  );
});

describe('a critical issue', () => {
  it('is one while the case is critical, and none once both parties call it otherwise', () => {
    expect(criticalOf({ severity: 'critical', critical: criticalView() })).toEqual(criticalView());
    expect(criticalOf({ severity: 'non-critical', critical: criticalView() })).toBeNull();
  });
});

describe('the way of a page', () => {
  it('is said in words, and one that is not known yet as it is', () => {
    expect(sayChannel('voice', es.peoplePage.channelKind)).toBe('Llamada de voz');
    expect(sayChannel('toString', es.peoplePage.channelKind)).toBe('toString');
  });
});
