import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseStore } from '../../../shared/aws/case-store.ts';
import type { Table } from '../../../shared/aws/dynamodb.ts';
import { keys } from '../../../shared/aws/keys.ts';
import { mailSweeps } from '../../../shared/aws/mail-sweeps.ts';
import { type SweepingDesk, sweepMail } from '../../../shared/desk/sweep-mail.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
let table: Table;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
beforeEach(async () => {
  table = await dynamodb.table();
});
afterAll(() => dynamodb.stop());

const night = '2026-11-24T03:00:00.000Z';
const hoursAgo = (hours: number) => Date.parse(night) - hours * 3_600_000;

/** A bucket with these mails, listed by so many, and what was announced of them. */
function given(mails: Readonly<Record<string, number>>, { pageSize = 1000, now = night } = {}) {
  const announced: string[] = [];
  const listed: (string | null)[] = [];
  const all = Object.entries(mails)
    .map(([key, storedAt]) => ({ key, storedAt }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const desk: SweepingDesk = {
    cases: caseStore(table),
    now: () => now,
    sweeps: mailSweeps(table),
    listing: {
      page: async (after) => {
        listed.push(after);
        const rest = all.filter(({ key }) => after === null || key > after);
        return { mails: rest.slice(0, pageSize), last: rest.length <= pageSize };
      },
    },
    stored: {
      announce: async (key) => {
        announced.push(key);
      },
    },
  };
  return { desk, announced, listed };
}

const remember = (key: string) =>
  caseStore(table).remember({ key: keys.raw(key), place: { caseId: '01JD4', seq: 2 }, expiresAt: 2e9 });

describe('a raw mail', () => {
  it.each([
    { hours: 2, swept: true, because: 'whoever should have told of it has not' },
    { hours: 72, swept: true, because: 'two nights may have failed' },
    { hours: 73, swept: false, because: 'three nights have looked at it' },
    { hours: 0.5, swept: false, because: 'the event of S3 may still be on its way' },
  ])(
    'without a place, $hours hours old, is looked after: $swept, because $because',
    async ({ hours, swept }) => {
      const { desk, announced } = given({ mail: hoursAgo(hours) });

      expect(await sweepMail(desk)).toEqual(swept ? ['mail'] : []);
      expect(announced).toEqual(swept ? ['mail'] : []);
    },
  );

  it('is left alone when it has its place in a timeline', async () => {
    const { desk, announced } = given({ mail: hoursAgo(2), other: hoursAgo(2) });
    await remember('mail');

    await sweepMail(desk);

    expect(announced).toEqual(['other']);
  });

  it('is not what SES writes by itself when the rule is made', async () => {
    const { desk } = given({ AMAZON_SES_SETUP_NOTIFICATION: hoursAgo(2) });

    expect(await sweepMail(desk)).toEqual([]);
  });
});

describe('a round', () => {
  const mails = { a: hoursAgo(2), b: hoursAgo(2), c: hoursAgo(2), d: hoursAgo(2), e: hoursAgo(2) };

  it('goes on in the next run where the last one had to stop', async () => {
    const { desk, announced, listed } = given(mails, { pageSize: 2 });

    await sweepMail(desk, 1);
    expect(announced).toEqual(['a', 'b']);
    await sweepMail(desk, 1);
    await sweepMail(desk, 1);

    expect(announced).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(listed).toEqual([null, 'b', 'd']);
  });

  it('is one a day: the runs after its end list nothing', async () => {
    const { desk, announced, listed } = given(mails);

    await sweepMail(desk);
    await sweepMail(desk);

    expect({ announced: announced.length, listed: listed.length }).toEqual({ announced: 5, listed: 1 });
  });

  it('begins anew on the next day', async () => {
    await sweepMail(given(mails).desk);
    const next = given(mails, { now: '2026-11-25T03:00:00.000Z' });

    expect(await sweepMail(next.desk)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('that takes more than a night is gone on with, and the next one begins the same night', async () => {
    await sweepMail(given(mails, { pageSize: 2 }).desk, 1);
    const { desk, announced, listed } = given(mails, { pageSize: 2, now: '2026-11-25T03:00:00.000Z' });

    await sweepMail(desk);
    expect(announced).toEqual(['c', 'd', 'e']);
    await sweepMail(desk, 1);

    expect(listed).toEqual(['b', 'd', null]);
  });

  it('that two runs work at is given up by the one that comes second', async () => {
    const { desk, listed } = given(mails, { pageSize: 1 });

    await Promise.all([sweepMail(desk), sweepMail(desk)]);

    expect(listed.filter((after) => after === 'b')).toHaveLength(1);
    expect(await desk.sweeps.read()).toMatchObject({ done: true });
  });

  it('goes on after a run that failed', async () => {
    const { desk, announced } = given(mails, { pageSize: 2 });
    const failing = {
      ...desk,
      stored: {
        announce: async (key: string) => {
          if (key === 'c') throw new Error('no queue');
          await desk.stored.announce(key);
        },
      },
    };
    await expect(sweepMail(failing)).rejects.toThrow('no queue');

    await sweepMail(desk);

    expect(announced).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
