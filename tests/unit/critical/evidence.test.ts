import { createHash } from 'node:crypto';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HtmlPage, wantsHtml } from '../../../functions/api/html-page.ts';
import type { Table } from '../../../shared/aws/dynamodb.ts';
import { keys } from '../../../shared/aws/keys.ts';
import { classifyCase } from '../../../shared/desk/critical/raise-severity.ts';
import { readEvidence } from '../../../shared/desk/evidence.ts';
import { mergeCases } from '../../../shared/desk/merge-cases.ts';
import { verifyTimeline } from '../../../shared/desk/verify-chain.ts';
import { evidencePage } from '../../../shared/notices/evidence/page.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { agent, ana, people } from './people.ts';
import { criticalWorld } from './world.ts';

let database: TestDynamoDb;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(async () => await database.stop());

/** Called back after 20 minutes, an update in time and one late, then closed by both. */
const told = async (table?: Table) => {
  const world = await criticalWorld(table ?? (await database.table()));
  const acts = people(world);
  const caseId = await acts.submitCritical();
  await world.pass(20);
  await acts.reach(caseId);
  await world.pass(20);
  await acts.update(caseId);
  await world.pass(40);
  await acts.update(caseId);
  await acts.end(caseId);
  await acts.propose(caseId);
  await acts.answer(caseId, true);
  return { ...world, caseId };
};

/** The same story for all who only read it: it takes two seconds to live through. */
let lived: ReturnType<typeof told> | undefined;
const story = () => {
  lived ??= told();
  return lived;
};

describe('the evidence of a case', () => {
  it('says of each promise what was promised, what was done, when, by whom and by which entries', async () => {
    const world = await story();
    const evidence = await readEvidence(world.desk, agent, world.caseId);
    const entries = await world.timeline(world.caseId);
    const typesOf = (proof: readonly number[]) => proof.map((seq) => entries[seq - 1]?.type);
    expect(evidence.chainIntact).toBe(true);
    expect(
      evidence.clauses.map(({ sentence: _, proof, ...row }) => ({ ...row, proof: typesOf(proof) })),
    ).toEqual([
      {
        clause: 'C-ii-1',
        promised: null,
        done: world.at(0),
        kept: true,
        by: 'Ana García',
        proof: ['case.opened', 'critical.declared', 'vital-information.recorded'],
      },
      {
        clause: 'C-ii-2',
        promised: world.at(15),
        done: world.at(20),
        kept: false,
        by: 'Elena Ruiz',
        proof: ['vital-information.recorded', 'deadline.missed', 'callback.reached'],
      },
      {
        clause: 'C-ii-4',
        promised: world.at(50),
        done: world.at(40),
        kept: true,
        by: 'Elena Ruiz',
        proof: ['callback.reached', 'update.sent'],
      },
      {
        clause: 'C-ii-4',
        promised: world.at(70),
        done: world.at(80),
        kept: false,
        by: 'Elena Ruiz',
        proof: ['update.sent', 'update.nudged', 'deadline.missed', 'update.sent'],
      },
      {
        clause: 'C-ii-3',
        promised: null,
        done: world.at(80),
        kept: true,
        by: 'Elena Ruiz',
        proof: ['unavailability.ended'],
      },
      {
        clause: 'C-ii-5',
        promised: null,
        done: world.at(80),
        kept: true,
        by: 'Elena Ruiz, Ana García',
        proof: ['closure.proposed', 'closure.agreed', 'case.closed'],
      },
    ]);
  });

  it.each([
    { how: 'reclassified by both', merged: false, because: 'it was owed while the issue was critical' },
    { how: 'then merged into another case', merged: true, because: 'closing it there keeps nothing' },
  ])('keeps a callback that was missed when the case is $how: $because', async ({ merged }) => {
    const world = await criticalWorld(await database.table());
    const acts = people(world);
    const caseId = await acts.submitCritical();
    await world.pass(20);
    const classification = { severity: 'non-critical', reason: 'One stream only.' } as const;
    for (const principal of [agent, ana])
      await classifyCase(world.desk, { principal, caseId, classification });
    if (merged) await mergeCases(world.desk, { principal: agent, caseId, into: await acts.submitCritical() });
    const { clauses } = await readEvidence(world.desk, agent, caseId);
    expect(clauses.filter(({ clause }) => clause === 'C-ii-2')).toEqual([
      expect.objectContaining({ promised: world.at(15), done: null, kept: false }),
    ]);
  });

  it('keeps nothing of a promise that was taken back in time', async () => {
    const world = await criticalWorld(await database.table());
    const caseId = await people(world).submitCritical();
    const classification = { severity: 'non-critical', reason: 'One stream only.' } as const;
    for (const principal of [agent, ana])
      await classifyCase(world.desk, { principal, caseId, classification });
    await world.pass(60);
    const { clauses } = await readEvidence(world.desk, agent, caseId);
    expect(clauses.filter(({ clause }) => clause === 'C-ii-2')).toEqual([]);
  });

  it('quotes the contract, and shows a customer no entry that is internal', async () => {
    const world = await story();
    const entries = await world.timeline(world.caseId);
    const { clauses } = await readEvidence(world.desk, ana, world.caseId);
    expect(clauses[1]?.sentence).toContain('quince (15) minutos');
    const shown = clauses.flatMap(({ proof }) => proof).map((seq) => entries[seq - 1]?.visibility);
    expect(new Set(shown)).toEqual(new Set(['public']));
  });
});

describe('the printed record', () => {
  const printed = async (language: 'es' | 'en' = 'en') => {
    const world = await story();
    const evidence = await readEvidence(world.desk, ana, world.caseId);
    return { evidence, ...evidencePage(evidence, { language }) };
  };

  it('shows what was not kept before everything else, in words and not in colours alone', async () => {
    const { html } = await printed();
    expect(html).toContain('2 of 6 promises were not kept.');
    expect(html.indexOf('<h2>Not kept</h2>')).toBeLessThan(html.indexOf('<h2>Clause by clause</h2>'));
    expect(html).toContain('✗ Not kept</span><br>5:00 late');
    expect(html).toContain('Call that reached the customer <span class="quiet">(the agent’s word)</span>');
  });

  it('is Spanish for who reads Spanish', async () => {
    const { html } = await printed('es');
    expect(html).toContain('<html lang="es">');
    expect(html).toContain('2 de 6 promesas no se cumplieron.');
    expect(html).toContain('Llamada que llegó al cliente');
  });

  it('loads nothing and runs nothing, and says so in itself', async () => {
    const page = new HtmlPage(await printed());
    const style = /<style>([\s\S]*)<\/style>/.exec(page.html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page.headers['content-security-policy']).toContain(
      `default-src 'none'; style-src 'sha256-${hash}'`,
    );
    expect(page.html).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'`);
    expect(page.html).not.toMatch(/<script|<img|<link|<iframe| on\w+=|url\(/);
  });

  it('shows what people wrote as text, whatever they wrote', async () => {
    const { evidence } = await printed();
    const hostile = '<img src=x onerror=alert(1)>"&';
    const [first] = evidence.clauses;
    const { html } = evidencePage(
      {
        ...evidence,
        subject: hostile,
        accountName: hostile,
        clauses: first === undefined ? [] : [{ ...first, by: hostile, sentence: hostile }],
        timeline: evidence.timeline.map((entry) => ({ ...entry, type: hostile, actor: { name: hostile } })),
      },
      { language: 'en' },
    );
    expect(html).not.toContain('<img');
    expect(html).not.toContain('x onerror=alert(1)>"');
  });

  it.each([
    { format: 'html', accept: undefined, page: true, because: 'it was asked for in the address' },
    { format: 'json', accept: 'text/html', page: false, because: 'the address says JSON' },
    { format: undefined, accept: 'text/html,application/xhtml+xml', page: true, because: 'a browser asks' },
    { format: undefined, accept: '*/*', page: false, because: 'a program takes anything' },
    { format: undefined, accept: 'application/json, text/html', page: false, because: 'JSON is welcome' },
    { format: undefined, accept: undefined, page: false, because: 'nobody said anything' },
  ])('is given to format=$format, Accept: $accept: $page, because $because', ({ format, accept, page }) => {
    expect(wantsHtml(format, accept)).toBe(page);
  });
});

describe('verifying an exported timeline', () => {
  it('finds one that is as it was written intact, by itself or in an export', async () => {
    const world = await story();
    const entries = await world.timeline(world.caseId);
    const of = await world.desk.cases.read(world.caseId);
    for (const exported of [entries, { ...of, timeline: entries }]) {
      expect(verifyTimeline(JSON.stringify(exported))).toMatchObject({ intact: true });
    }
  });

  it('takes the evidence that a customer holds, and says which entries were withheld from them', async () => {
    const world = await story();
    const evidence = await readEvidence(world.desk, ana, world.caseId);
    expect(evidence.timeline.some((entry) => 'withheld' in entry)).toBe(true);
    const { intact, finding } = verifyTimeline(JSON.stringify(evidence));
    expect(intact).toBe(true);
    expect(finding).toContain('withheld or erased');
    const forged = JSON.stringify(evidence).replaceAll('Elena Ruiz', 'Nobody');
    expect(verifyTimeline(forged).intact).toBe(false);
  });

  it('names the last hash, by which a timeline that was rewritten from some entry on is told', async () => {
    const world = await story();
    const entries = await world.timeline(world.caseId);
    expect(verifyTimeline(JSON.stringify(entries)).finding).toContain(entries.at(-1)?.hash);
  });

  it('names the first entry that was changed, taken out or put in', async () => {
    const world = await story();
    const entries = await world.timeline(world.caseId);
    const changed = entries.map((entry) => (entry.seq === 4 ? { ...entry, at: world.at(1) } : entry));
    const shortened = entries.filter(({ seq }) => seq !== 4);
    for (const forged of [changed, shortened, [...entries.slice(0, 3), ...entries.slice(2)]]) {
      expect(verifyTimeline(JSON.stringify(forged))).toEqual({
        intact: false,
        finding: expect.stringContaining('Entry 4 '),
      });
    }
  });

  it('misses the last entry of a case, in an export and in the table itself', async () => {
    const table = await database.table();
    const world = await told(table);
    const timeline = await world.timeline(world.caseId);
    const of = await world.desk.cases.read(world.caseId);
    const Key = keys.entry(world.caseId, timeline.length);
    await table.client.send(new DeleteCommand({ TableName: table.name, Key }));

    const exported = { ...of, timeline: timeline.slice(0, -1) };
    expect(verifyTimeline(JSON.stringify(exported)).intact).toBe(false);
    expect((await readEvidence(world.desk, agent, world.caseId)).chainIntact).toBe(false);
  });

  it.each(['[]', '{}', '[{"seq":1}]', 'nonsense', ''])('does not take %s for a timeline', (json) => {
    expect(verifyTimeline(json).intact).toBe(false);
  });
});
