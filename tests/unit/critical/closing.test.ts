import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readClosureLink } from '../../../shared/desk/closure-link.ts';
import { giveVitalInformation } from '../../../shared/desk/critical/correct-vital-information.ts';
import { classifyCase } from '../../../shared/desk/critical/raise-severity.ts';
import { declareEnd } from '../../../shared/desk/critical/tell-outcome.ts';
import { writeClosingNote } from '../../../shared/desk/critical/write-closing-note.ts';
import { linkToken } from '../../../shared/domain/mail/token.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { agent, ana, people } from './people.ts';
import { criticalWorld } from './world.ts';

let database: TestDynamoDb;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(async () => await database.stop());

const followUp = { what: 'A second replica', ownerId: 'agent2', dueOn: '2026-12-11' };

const given = async () => {
  const world = await criticalWorld(await database.table());
  const acts = people(world);
  const caseId = await acts.submitCritical();
  await acts.reach(caseId);
  const note = async (cause: string | null, followUps = [followUp]) =>
    await writeClosingNote(world.desk, {
      principal: agent,
      caseId,
      note: { cause, unavailableSeconds: null, followUps },
    });
  const end = async () =>
    await declareEnd(world.desk, { principal: agent, caseId, description: 'It is over.', at: null });
  const mails = async () =>
    (await world.timeline(caseId)).flatMap(({ data }) =>
      'mail' in data && data.mail != null ? [data.mail] : [],
    );
  return { ...world, ...acts, caseId, note, end, mails };
};

describe('the closing of a critical issue', () => {
  it('is brought with cause and follow-ups to whom the vital information names, in their language', async () => {
    const { desk, caseId, end, note, propose, answer, mails, read } = await given();
    const { vitalInformation } = (await read(caseId)).critical ?? {};
    if (vitalInformation == null) throw new Error('The information is complete.');
    await giveVitalInformation(desk, {
      principal: agent,
      caseId,
      vitalInformation: { ...vitalInformation, contactEmail: 'oncall@acme.example', language: 'en' },
      reason: 'Somebody else takes over.',
    });
    await end();
    await note('A database refused writes.');
    await propose(caseId);
    await answer(caseId, true);
    const told = (await mails()).filter(
      ({ notice }) => notice === 'closure-proposed' || notice === 'case-closed',
    );
    expect(told.map(({ notice }) => notice)).toEqual(['closure-proposed', 'case-closed']);
    for (const { to, cc, language, variables } of told) {
      expect([...to, ...cc].map(({ address }) => address)).toEqual([
        'ana@acme.example',
        'oncall@acme.example',
      ]);
      expect(language).toBe('en');
      expect(variables).toMatchObject({
        cause: 'A database refused writes.',
        followUps: 'A second replica – Marco Gil, 11 December 2026',
      });
    }
  });

  it('says that the cause is not known, where it is not', async () => {
    const { caseId, end, note, propose, mails } = await given();
    await end();
    await note(null, []);
    await propose(caseId);
    const proposal = (await mails()).find(({ notice }) => notice === 'closure-proposed');
    expect(proposal?.variables).toMatchObject({ cause: '' });
    expect(proposal?.variables).not.toHaveProperty('followUps');
  });

  it('is shown by the signed link with what is agreed to', async () => {
    const { desk, caseId, end, note, propose, read } = await given();
    await end();
    await note('A database refused writes.');
    await propose(caseId);
    const seq = (await read(caseId)).closureProposal?.seq ?? 0;
    expect(await readClosureLink(desk, linkToken('closure', { caseId, seq }, desk.hmac))).toMatchObject({
      note: {
        cause: 'A database refused writes.',
        followUps: [{ what: 'A second replica', ownerName: 'Marco Gil', dueOn: '2026-12-11' }],
      },
    });
  });

  it('leaves no follow-up with somebody whom nobody knows', async () => {
    const { end, note } = await given();
    await end();
    await expect(note(null, [{ ...followUp, ownerId: 'nobody' }])).rejects.toMatchObject({
      kind: 'invalid',
      fields: [expect.objectContaining({ path: 'followUps.0.ownerId' })],
    });
  });

  it('is void once the issue is raised to critical: nobody agreed to that', async () => {
    const { desk, caseId, propose, answer, read } = await given();
    for (const principal of [agent, ana])
      await classifyCase(desk, {
        principal,
        caseId,
        classification: { severity: 'non-critical', reason: 'One stream only.' },
      });
    await propose(caseId);
    await classifyCase(desk, {
      principal: ana,
      caseId,
      classification: { severity: 'critical', reason: 'Now all of it.' },
    });
    await expect(answer(caseId, true)).rejects.toMatchObject({ code: 'no-closure-proposal' });
    expect(await read(caseId)).toMatchObject({ status: 'in-progress', closureProposal: null });
    expect((await read(caseId)).deadlines).not.toHaveProperty('closure-reminder');
    await expect(propose(caseId)).rejects.toMatchObject({ code: 'critical-not-over' });
  });
});
