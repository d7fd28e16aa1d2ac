import { expect, it } from 'vitest';
import type { Entry } from '../../../web/src/features/case/entry.ts';
import { promiseOf } from '../../../web/src/features/case/entry-promise.ts';

const by = '2026-11-24T10:00:00.000Z';
const entry = (type: string, data: object) => ({ type, data }) as Entry;
const opened = (data: object) => entry('case.opened', { severity: 'non-critical', ...data });

it.each([
  {
    of: opened({ deadlines: { 'first-response': by } }),
    promise: { kind: 'answer', by },
    because: 'a case is answered in business hours',
  },
  {
    of: opened({ severity: 'critical', deadlines: { 'first-response': by } }),
    promise: null,
    because: 'a critical case is called back, and tomorrow is no time for it',
  },
  {
    of: entry('vital-information.recorded', { callbackDueAt: by }),
    promise: { kind: 'callback', by },
    because: 'all that a call needs is there',
  },
  {
    of: opened({ deadlines: { 'first-response': null } }),
    promise: null,
    because: 'the clock does not run',
  },
  { of: opened({}), promise: null, because: 'nobody is promised anything in quarantine' },
  { of: entry('note.added', {}), promise: null, because: 'it is no promise' },
])('says what $of.type promises: $because', ({ of, promise }) => {
  expect(promiseOf(of)).toEqual(promise);
});
