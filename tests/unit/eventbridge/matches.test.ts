import { describe, expect, it } from 'vitest';
import { matches } from '../../../infra/local/eventbridge/index.ts';

const event = JSON.stringify({
  version: '0',
  source: 'guardia.desk',
  'detail-type': 'case.opened',
  time: '2026-11-24T01:43:10Z',
  resources: ['arn:a', 'arn:b'],
  detail: {
    severity: 'critical',
    count: 5,
    limit: 301.8,
    note: '',
    nothing: null,
    flag: true,
    'source-ip': '10.0.0.33',
    v6: '2001:db8::1',
    file: '/var/lib/mail.PNG',
    tags: ['vip', 'es'],
    empty: [],
    nested: { leaf: 1 },
    people: [
      { first: 'Ana', last: 'Ruiz' },
      { first: 'Gus', last: 'Pons' },
    ],
  },
});

const detail = (pattern: Record<string, unknown>) => ({ detail: pattern });

describe('an event pattern matches as on EventBridge', () => {
  it.each<[unknown, boolean, string]>([
    [{ source: ['guardia.desk'] }, true, 'a value equals one of the list'],
    [{ source: ['Guardia.desk'] }, false, 'exact matching minds the case'],
    [{ source: ['x', 'guardia.desk'], 'detail-type': ['case.opened'] }, true, 'fields are joined by and'],
    [{ source: ['guardia.desk'], 'detail-type': ['case.closed'] }, false, 'one failing field fails all'],
    [{ resources: ['arn:b', 'arn:z'] }, true, 'array against array means any in common'],
    [{ resources: ['arn:z'] }, false, 'nothing in common'],
    [detail({ count: [5] }), true, 'numbers compare by text'],
    [detail({ count: ['5'] }), false, 'a number is not the text of it'],
    [detail({ note: [''] }), true, 'empty text matches itself'],
    [detail({ note: [null] }), false, 'null is not empty text'],
    [detail({ nothing: [null] }), true, 'null matches null'],
    [detail({ nothing: [''] }), false, 'empty text is not null'],
    [detail({ flag: [true] }), true, 'booleans match'],
    [detail({ flag: ['true'] }), false, 'a boolean is not its text'],
    [detail({ absent: [null] }), false, 'an absent field is not null'],
    [{ time: [{ prefix: '2026-11-24' }] }, true, 'prefix'],
    [detail({ count: [{ prefix: '5' }] }), false, 'prefix works on strings only'],
    [detail({ severity: [{ prefix: { 'equals-ignore-case': 'CRIT' } }] }), true, 'prefix ignoring case'],
    [detail({ file: [{ suffix: '.png' }] }), false, 'suffix minds the case'],
    [detail({ file: [{ suffix: { 'equals-ignore-case': '.png' } }] }), true, 'suffix ignoring case'],
    [detail({ severity: [{ 'equals-ignore-case': 'CRITICAL' }] }), true, 'equals ignoring case'],
    [detail({ file: [{ wildcard: '/var/*/mail.*' }] }), true, 'stars match any run'],
    [detail({ file: [{ wildcard: '*lib' }] }), false, 'a wildcard is anchored at both ends'],
    [detail({ file: [{ wildcard: '/var\\*' }] }), false, 'an escaped star is a star'],
    [detail({ severity: [{ wildcard: 'critical*critical' }] }), false, 'runs do not overlap'],
    [detail({ count: [{ numeric: ['>', 0, '<=', 5] }] }), true, 'a range'],
    [detail({ count: [{ numeric: ['<', 5] }] }), false, 'an open bound'],
    [detail({ limit: [{ numeric: ['=', 3.018e2] }] }), true, 'numeric = compares by value'],
    [detail({ severity: [{ numeric: ['>', 0] }] }), false, 'numeric needs a number'],
    [detail({ 'source-ip': [{ cidr: '10.0.0.0/24' }] }), true, 'an IPv4 range'],
    [detail({ 'source-ip': [{ cidr: '10.0.1.0/24' }] }), false, 'outside the range'],
    [detail({ v6: [{ cidr: '2001:db8::/32' }] }), true, 'an IPv6 range'],
    [detail({ severity: [{ cidr: '10.0.0.0/8' }] }), false, 'not an address'],
    [detail({ count: [{ exists: true }] }), true, 'a present leaf'],
    [detail({ absent: [{ exists: false }] }), true, 'an absent leaf'],
    [detail({ count: [{ exists: false }] }), false, 'a present leaf is not absent'],
    [detail({ nested: [{ exists: true }] }), false, 'exists looks at leaves only'],
    [detail({ nested: [{ exists: false }] }), true, 'so an object counts as absent'],
    [detail({ empty: [{ exists: true }] }), false, 'an empty array has no leaf'],
    [{ missing: { deep: [{ exists: false }] } }, true, 'absent when a parent is absent'],
    [detail({ absent: [{ exists: false }, 'x'] }), true, 'absence may stand beside values'],
    [detail({ severity: [{ exists: false }, 'critical'] }), true, 'and then a value matches too'],
  ])('%j -> %s (%s)', (pattern, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  it.each<[unknown, boolean, string]>([
    ['critical', false, 'the excluded string'],
    ['other', true, 'any other string'],
    [['other', 'critical'], false, 'one of a list of strings'],
    [{ prefix: 'crit' }, false, 'an excluded prefix'],
    [{ suffix: 'x' }, true, 'a suffix it does not have'],
    [{ prefix: ['x', 'crit'] }, false, 'any prefix of a list'],
    [{ 'equals-ignore-case': 'CRITICAL' }, false, 'excluded in any case'],
    [{ wildcard: '*tic*' }, false, 'an excluded wildcard'],
    [5, true, 'a number does not exclude text'],
  ])('anything-but %j on "critical" -> %s (%s)', (excluded, expected) => {
    expect(matches(detail({ severity: [{ 'anything-but': excluded }] }), event)).toBe(expected);
  });

  it.each<[Record<string, unknown>, boolean, string]>([
    [{ count: [{ 'anything-but': 5 }] }, false, 'an excluded number'],
    [{ count: [{ 'anything-but': [1, 2] }] }, true, 'a number outside the list'],
    [{ count: [{ 'anything-but': 'x' }] }, true, 'a number is not that text'],
    [{ tags: [{ 'anything-but': 'vip' }] }, true, 'another element of the array satisfies it'],
    [{ absent: [{ 'anything-but': 'x' }] }, false, 'the field must be there'],
    [{ nothing: [{ 'anything-but': 'null' }] }, true, 'null is not the text "null"'],
  ])('anything-but: %j -> %s (%s)', (pattern, expected) => {
    expect(matches(detail(pattern), event)).toBe(expected);
  });

  it.each<[unknown, boolean, string]>([
    [{ $or: [{ source: ['x'] }, { 'detail-type': ['case.opened'] }] }, true, 'one branch is enough'],
    [
      { source: ['x'], $or: [{ account: ['1'] }, { 'detail-type': ['case.opened'] }] },
      false,
      'and with the rest',
    ],
    [detail({ $or: [{ count: [1] }, { flag: [true], note: ['x'] }] }), false, 'a branch is a conjunction'],
    [
      {
        $or: [
          { source: ['x'] },
          { 'detail-type': ['case.opened'], $or: [{ source: ['y'] }, { version: ['0'] }] },
        ],
      },
      true,
      'nested',
    ],
  ])('$or: %j -> %s (%s)', (pattern, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  it('treats $or as a field name unless it lists two or more plain objects', () => {
    expect(matches({ $or: [{ prefix: 'a' }] }, { $or: 'abc' })).toBe(true);
  });

  it.each<[object, boolean, string]>([
    [{ first: ['Ana'], last: ['Ruiz'] }, true, 'both lie in one element'],
    [{ first: ['Ana'], last: ['Pons'] }, false, 'two elements are never mixed'],
    [{ first: ['Ana'], middle: [{ exists: false }] }, true, 'no element has a middle name'],
  ])('an array of objects: %j -> %s (%s)', (people, expected) => {
    expect(matches(detail({ people }), event)).toBe(expected);
  });

  it.each([
    { event: '{"n" :\n 300.0}', because: 'a fraction, with blanks before it' },
    { event: '{"n":[1,300.0]}', because: 'inside an array' },
    { event: '{"n":3E2}', because: 'an exponent' },
    { event: '{"n":-0}', because: 'a negative zero' },
    { event: '{"n":12345678901234567}', because: 'more digits than a double keeps' },
  ])('compares by its text, as it was written, $event: $because', ({ event }) => {
    const written = /(-?[\d.E]+)\]?\}$/.exec(event)?.[1] ?? '';
    expect(matches(`{"n":[${written}]}`, event)).toBe(true);
    expect(matches(`{"n":[${Number(written)}]}`, event)).toBe(false);
  });

  it('tells 300 from 300.0 and 3.0e2, because numbers compare by text', () => {
    expect(matches('{"n":[300]}', '{"n":300.0}')).toBe(false);
    expect(matches('{"n":[300.0]}', '{"n":300.0}')).toBe(true);
    expect(matches('{"n":[300]}', '{"n":3.0e2}')).toBe(false);
  });

  it('takes the last of a repeated key', () => {
    expect(matches({ a: ['2'] }, '{"a":"1","a":"2"}')).toBe(true);
    expect(matches({ a: ['1'] }, '{"a":"1","a":"2"}')).toBe(false);
  });
});

describe('a bad event pattern is refused by its path', () => {
  it.each<[unknown, RegExp]>([
    ['not json', /the pattern is not JSON/],
    [[], /the pattern must be an object/],
    [{}, /the pattern must not be an empty object/],
    [{ source: 'x' }, /source must be an object or an array/],
    [{ detail: { a: [] } }, /detail\.a must not be an empty array/],
    [{ detail: { a: [['x']] } }, /detail\.a\[0\] must be a string, a number/],
    [{ detail: { a: ['x', { like: 'y' }] } }, /detail\.a\[1\] has the unknown comparison "like"/],
    [{ a: [{ prefix: 'x', suffix: 'y' }] }, /a\[0\] must have exactly one key/],
    [{ a: [{ prefix: 5 }] }, /a\[0\]\.prefix must be a string/],
    [{ a: [{ prefix: { lower: 'x' } }] }, /a\[0\]\.prefix has the unknown modifier "lower"/],
    [{ a: [{ numeric: ['>', 'x'] }] }, /a\[0\]\.numeric must be like/],
    [{ a: [{ numeric: ['<', 1, '>', 0] }] }, /a\[0\]\.numeric must be like/],
    [{ a: [{ numeric: ['>', 6e9] }] }, /a\[0\]\.numeric must be a number from/],
    [{ a: [{ exists: 'yes' }] }, /a\[0\]\.exists must be true or false/],
    [{ a: [{ cidr: '10.0.0.0/33' }] }, /a\[0\]\.cidr must be an IPv4 or IPv6 range/],
    [{ a: [{ wildcard: 'a**b' }] }, /a\[0\]\.wildcard has consecutive wildcard characters/],
    [{ a: [{ wildcard: 'a\\b' }] }, /a\[0\]\.wildcard has a backslash/],
    [{ a: [{ 'anything-but': ['x', 1] }] }, /a\[0\]\.anything-but must hold only strings or only numbers/],
    [{ a: [{ 'anything-but': [] }] }, /a\[0\]\.anything-but must not be empty/],
    [{ a: [{ 'anything-but': { prefix: '' } }] }, /a\[0\]\.anything-but\.prefix must not be empty/],
    [{ a: [{ 'anything-but': { cidr: '10.0.0.0/8' } }] }, /a\[0\]\.anything-but cannot negate "cidr"/],
  ])('%j', (pattern, problem) => {
    expect(() => matches(pattern, {})).toThrow(problem);
  });

  it('refuses $or blocks that multiply beyond 1,000 combinations', () => {
    const choice = (name: string) => Array.from({ length: 11 }, (_, i) => ({ [`${name}${i}`]: ['x'] }));
    const pattern = { a: { $or: choice('a') }, b: { $or: choice('b') }, c: { $or: choice('c') } };
    expect(() => matches(pattern, {})).toThrow(/more than 1000 combinations/);
  });
});
