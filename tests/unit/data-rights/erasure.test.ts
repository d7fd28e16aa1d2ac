import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ErasingDesk, erasePerson } from '../../../shared/desk/data-rights/erase-person.ts';
import { sha256 } from '../../../shared/desk/ids.ts';
import { firstBrokenLink } from '../../../shared/domain/case/chain.ts';
import { replay } from '../../../shared/domain/case/evolve.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
let given: TestDesk;
let erasing: ErasingDesk;
const removed: string[] = [];
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());
beforeEach(async () => {
  given = await testDesk(await dynamodb.table());
  removed.length = 0;
  erasing = {
    ...given.desk,
    rawMail: {
      remove: async (key) => {
        removed.push(key);
      },
    },
    files: {
      remove: async (key) => {
        removed.push(key);
      },
    },
  };
});

const [ana, agent, supervisor] = ['ana@acme.example', 'agent@guardia.example', 'supervisor@guardia.example'];
const file = { name: 'log.txt', contentType: 'text/plain', size: 20, sha256: 'a'.repeat(64) };
const plain = { name: 'log.txt', contentType: 'text/plain', size: 20, inline: false, contentId: null };
const who = { accountId: 'acme', contactId: 'ana' };
const path = '/accounts/acme/contacts/ana/erasure';
const ask = () => given.call(supervisor, 'POST', path, { body: { reason: 'She asked for it.' } });

async function story(): Promise<string> {
  const { body } = await given.call(ana, 'POST', '/cases', {
    body: { subject: 'Bounces at Initech', description: 'Call me on +34911234567, Ana García.' },
  });
  await given.call(agent, 'POST', `/cases/${body.caseId}/messages`, {
    body: { body: 'Good morning, Ana García. We look into it.', waitingOnCustomer: true },
  });
  await given.call(ana, 'POST', `/cases/${body.caseId}/messages`, { body: { body: 'Secret words.' } });
  await given.index(body.caseId);
  return body.caseId;
}

const timeline = async (caseId: string) => (await given.desk.cases.timeline(caseId)).entries;

describe('an erased person', () => {
  it('is out of every case: no word, name, address or number of theirs is left', async () => {
    const caseId = await story();
    await ask();
    await erasePerson(erasing, who);

    const left = JSON.stringify([await timeline(caseId), await given.desk.cases.read(caseId)]);
    for (const mark of ['ana@acme.example', 'Ana García', '+34911234567', 'Secret words', 'Initech']) {
      expect(left).not.toContain(mark);
    }
  });

  it('leaves who did what when: places, times and hashes are as they were, and the chain holds', async () => {
    const caseId = await story();
    const before = await timeline(caseId);
    await ask();
    await erasePerson(erasing, who);

    const after = await timeline(caseId);
    const evidence = (of: typeof after) =>
      of.map(({ seq, type, at, hash, contentHash, visibility }) => ({
        seq,
        type,
        at,
        hash,
        contentHash,
        visibility,
      }));
    expect(evidence(after.slice(0, before.length))).toEqual(evidence(before));
    expect(after.at(-1)).toMatchObject({ type: 'person.erased', data: { contactId: 'ana' } });
    expect(firstBrokenLink(after, sha256)).toBeNull();
  });

  it('leaves a case that is the fold of its timeline, deadlines included', async () => {
    const caseId = await story();
    const before = await given.desk.cases.read(caseId);
    await ask();
    await erasePerson(erasing, who);

    const after = await given.desk.cases.read(caseId);
    expect(after).toEqual(replay(await timeline(caseId)));
    expect(after?.deadlines).toEqual(before?.deadlines);
    expect(after?.requester).toEqual({ address: 'erased@invalid', name: '' });
  });

  it('is found by nothing of theirs', async () => {
    const caseId = await story();
    const search = async (q: string) =>
      (await given.call(agent, 'GET', `/cases?q=${encodeURIComponent(q)}`)).body.items;
    expect(await search('initech')).toHaveLength(1);
    await ask();
    await erasePerson(erasing, who);

    for (const q of ['initech', 'ana@acme.example', 'garcia']) expect(await search(q)).toEqual([]);
    const of = await given.desk.cases.read(caseId);
    expect(await search(of?.number ?? '')).toHaveLength(1);
  });

  it('is nobody’s contact and can sign in no more, at once', async () => {
    await ask();

    given.clock.advance(1);
    expect((await given.call(ana, 'GET', '/me')).status).toBe(403);
    expect(await given.desk.directory.addressOwner(ana)).toBeNull();
    expect(await given.desk.directory.contact('acme', 'ana')).toMatchObject({
      name: '',
      phone: null,
      addresses: [],
      enabled: false,
    });
  });

  it('is erased once, however often it is asked for or delivered', async () => {
    const caseId = await story();
    await ask();
    await erasePerson(erasing, who);
    const once = await timeline(caseId);
    await ask();
    await erasePerson(erasing, who);

    expect(await timeline(caseId)).toEqual(once);
  });

  it('is remembered by nobody once it is done', async () => {
    await ask();
    await erasePerson(erasing, who);

    expect(await given.desk.erasures.read('acme', 'ana')).toMatchObject({ person: null });
  });

  it('stays when a legal hold is set, before it was asked or while it runs', async () => {
    const caseId = await story();
    const hold = (held: boolean) =>
      given.call(supervisor, 'PUT', '/accounts/acme/legal-hold', { body: { held, reason: 'A court.' } });
    await hold(true);
    expect(await ask()).toMatchObject({ status: 409, body: { code: 'legal-hold' } });
    await hold(false);
    await ask();
    await hold(true);

    expect(await erasePerson(erasing, who)).toBeNull();
    expect(JSON.stringify(await timeline(caseId))).toContain('Secret words');
  });

  it('takes the raw mails along that they sent, and no others', async () => {
    const caseId = await story();
    const entries = await timeline(caseId);
    const received = entries.filter((entry) => entry.type === 'message.received');
    for (const entry of received) {
      await given.desk.erasures.rewriteEntry({
        ...entry,
        data: { ...entry.data, rawKey: `inbound/${entry.seq}` },
      });
    }
    await ask();
    await erasePerson(erasing, who);

    expect(removed).toEqual(received.flatMap(({ seq }) => [`inbound/${seq}`, `held/inbound/${seq}`]));
  });

  it('takes the files along that they sent, each of which nobody else can have', async () => {
    const upload = async (user: string) =>
      (await given.call(user, 'POST', '/attachments', { body: file })).body.attachmentId;
    const [hers, ours] = [await upload(ana), await upload(agent)];
    const { body } = await given.call(ana, 'POST', '/cases', {
      body: { subject: 'See', description: 'Attached.', attachmentIds: [hers] },
    });
    const send = (user: string, id: string) =>
      given.call(user, 'POST', `/cases/${body.caseId}/messages`, {
        body: { body: 'Here.', attachmentIds: [id] },
      });
    expect((await send(agent, ours)).status).toBe(201);
    expect((await send('agent2@guardia.example', ours)).status).toBe(400);
    await ask();
    await erasePerson(erasing, who);

    expect(removed).toEqual([`uploads/${hers}`]);
  });

  it('takes the files of their mails, which lie with the mail that brought them', async () => {
    const caseId = await story();
    const [, message] = await timeline(caseId);
    if (message?.type !== 'message.received') throw new Error('A case begins with its message.');
    const mailed = { ...plain, hash: file.sha256 };
    await given.desk.erasures.rewriteEntry({
      ...message,
      data: { ...message.data, rawKey: 'inbound/1', attachments: [mailed] },
    });
    await ask();
    await erasePerson(erasing, who);

    expect(removed).toEqual(['inbound/1', 'held/inbound/1', `mailed/inbound/1/${file.sha256}`]);
  });

  it('leaves another person of another account alone', async () => {
    const { body } = await given.call('gus@globex.example', 'POST', '/cases', {
      body: { subject: 'Ours', description: 'As Ana García said.' },
    });
    await ask();
    await erasePerson(erasing, who);

    expect(JSON.stringify(await timeline(body.caseId))).toContain('Ana García');
  });
});
