import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerPage, type PageLinkDesk, readPage } from '../../../shared/desk/critical/page-link.ts';
import { linkToken, readLinkToken } from '../../../shared/domain/mail/token.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { people } from './people.ts';
import { criticalWorld } from './world.ts';

const takePage = (desk: PageLinkDesk, link: string) => answerPage(desk, link, { takes: true });

let database: TestDynamoDb;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(async () => await database.stop());

/** A case with its first page gone out, and the link in that page. */
const given = async () => {
  const world = await criticalWorld(await database.table());
  const acts = people(world);
  const caseId = await acts.submitCritical();
  const link = /\/pages\/(\S+)$/.exec(world.texts[0]?.text ?? '')?.[1] ?? '';
  return { ...world, ...acts, caseId, link };
};

describe('the link in a page', () => {
  it('shows whom to call until when, and takes nothing by being opened', async () => {
    const { desk, link, at, read, caseId } = await given();
    expect(await readPage(desk, link)).toMatchObject({
      customer: 'Acme Envíos',
      contactName: 'Ana García',
      phone: '+34911234567',
      callbackDueAt: at(15),
      takenBy: null,
      mine: false,
      open: true,
    });
    expect((await read(caseId)).critical?.acknowledgedBy).toBeNull();
  });

  it('takes the page for the person it was sent to, once, and the ladder rests', async () => {
    const world = await given();
    const { desk, link, caseId } = world;
    await Promise.all([takePage(desk, link), takePage(desk, link)]);
    expect(await takePage(desk, link)).toMatchObject({ takenBy: 'Marco Gil', mine: true });
    const taken = (await world.timeline(caseId)).filter(({ type }) => type === 'page.acknowledged');
    expect(taken).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ personId: 'agent2', channel: 'sms' }) }),
    ]);
    await world.pass(14);
    expect(world.texts).toHaveLength(1);
  });

  it('says who has it, so that a second person may take it over', async () => {
    const world = await given();
    await world.pass(4.1);
    const second = /\/pages\/(\S+)$/.exec(world.texts.at(-1)?.text ?? '')?.[1] ?? '';
    await takePage(world.desk, world.link);
    expect(await readPage(world.desk, second)).toMatchObject({ takenBy: 'Marco Gil', mine: false });
    expect(await takePage(world.desk, second)).toMatchObject({ mine: true });
  });

  it('says that nobody has it any more once the callback is overdue, and can be taken again', async () => {
    const world = await given();
    await takePage(world.desk, world.link);
    await world.pass(15.1);
    expect(await readPage(world.desk, world.link)).toMatchObject({ takenBy: null, mine: false });
    expect(await takePage(world.desk, world.link)).toMatchObject({ takenBy: 'Marco Gil', mine: true });
  });

  it('passes the page on: the next in line is paged at once, not at the next step (goalert#2775)', async () => {
    const world = await given();
    await world.pass(1);
    await answerPage(world.desk, world.link, { takes: false });
    await world.settle();
    expect(world.texts).toHaveLength(2);
    expect(world.texts[1]?.at).toBe(world.at(1));
    expect(world.texts[1]?.phone).not.toBe(world.texts[0]?.phone);
    await world.pass(9);
    expect(world.texts.filter(({ phone }) => phone === world.texts[0]?.phone)).toHaveLength(1);
    // Once it is overdue, everybody is woken.
    await world.pass(6);
    expect(world.texts.filter(({ phone }) => phone === world.texts[0]?.phone).length).toBeGreaterThan(1);
  });

  it('passes on what was taken before, and the ladder goes on', async () => {
    const world = await given();
    await takePage(world.desk, world.link);
    await answerPage(world.desk, world.link, { takes: false });
    await world.settle();
    expect(world.texts).toHaveLength(2);
    expect(await readPage(world.desk, world.link)).toMatchObject({ takenBy: null, mine: false });
  });

  it('says nothing more of the customer once they were reached', async () => {
    const { desk, link, caseId, reach } = await given();
    await reach(caseId);
    expect(await readPage(desk, link)).toMatchObject({ open: false, phone: null, contactName: null });
  });

  it('opens nothing a day later', async () => {
    const { desk, link, caseId, pass, reach, end } = await given();
    await reach(caseId);
    await end(caseId);
    await pass(24 * 60 + 1);
    await expect(readPage(desk, link)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('belongs to a page: an entry of another kind has none, however well it is signed', async () => {
    const { desk, caseId } = await given();
    const token = linkToken('page', { caseId, seq: 1 }, desk.hmac);
    await expect(takePage(desk, token)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it.each([
    {
      forge: (link: string) => link.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      because: 'the proof is another',
    },
    { forge: (link: string) => link.replace(/\.\d+\./, '.1.'), because: 'it was signed for another page' },
    { forge: () => '', because: 'there is nothing in it' },
    { forge: (link: string) => `${link}0`, because: 'it is longer than it was' },
  ])('opens nothing when $because', async ({ forge }) => {
    const { desk, link } = await given();
    expect(readLinkToken('page', forge(link), desk.hmac)).toBeNull();
    await expect(readPage(desk, forge(link))).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('travels in two parts of a text message at most', async () => {
    const { texts } = await given();
    expect(texts[0]?.text.length).toBeLessThanOrEqual(2 * 153);
  });
});
