import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WaitingTask } from '../../../shared/aws/workflow.ts';
import { advance } from '../../../shared/desk/critical/workflow-steps.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { agent, agent2, people } from './people.ts';
import { criticalWorld } from './world.ts';

let database: TestDynamoDb;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(async () => await database.stop());

const fail = (message: string): never => {
  throw new Error(message);
};

const given = async () => {
  const world = await criticalWorld(await database.table());
  const caseId = await people(world).submitCritical();
  const waiting = async (): Promise<WaitingTask> => {
    return (await world.desk.tasks.read(caseId)) ?? fail('Nothing waits.');
  };
  const count = async (type: string) =>
    (await world.timeline(caseId)).filter((entry) => entry.type === type).length;
  return { ...world, ...people(world), caseId, waiting, count };
};

describe('the successes of tasks that the workflow waits on', () => {
  it('come twice, and the second changes nothing', async () => {
    const { desk, waiting, transitions, caseId, reach, settle } = await given();
    const task = await waiting();
    await reach(caseId);
    const before = [...transitions];
    const answer = { stage: 'working', until: desk.now(), version: 1 };
    expect(await desk.answers.succeed(task.token, answer)).toBe('decided-before');
    await settle();
    expect(transitions).toEqual(before);
  });

  it('come with the token of a state that was left long ago, and move nothing', async () => {
    const world = await given();
    const first = await world.waiting();
    await world.pass(3);
    const now = await world.waiting();
    expect(now.token).not.toBe(first.token);
    const answer = { stage: 'closed', until: world.desk.now(), version: 1 };
    expect(await world.desk.answers.succeed(first.token, answer)).toBe('decided-before');
    await world.settle();
    expect(world.transitions.at(-1)).toBe('Await callback');
    expect(await world.waiting()).toEqual(now);
  });

  it('come for an older wait after a newer one was kept: the older never takes its place', async () => {
    const world = await given();
    const first = world.waits[0] ?? fail('Nothing has waited.');
    await world.pass(3);
    const now = await world.waiting();
    await expect(world.keepWait(first)).rejects.toThrow('Transaction cancelled');
    expect(await world.waiting()).toEqual(now);
  });

  it('come after the deadline has: what the case says counts', async () => {
    const world = await given();
    const late = await world.waiting();
    await world.pass(16);
    await world.reach(world.caseId);
    const stage = { stage: 'paging', until: world.at(15), version: 1 };
    expect(await world.desk.answers.succeed(late.token, stage)).toBe('decided-before');
    expect(world.transitions.at(-1)).toBe('Work with updates');
    expect(await world.count('deadline.missed')).toBe(1);
  });

  it('come in another order than what happened, and lead to the same state', async () => {
    const world = await given();
    await world.reach(world.caseId);
    await world.end(world.caseId);
    // The events of before arrive again, last first.
    for (let late = 0; late < 3; late++) await advance(world.desk, world.caseId);
    await world.settle();
    expect(world.transitions.at(-1)).toBe('Workaround given or ended');
    expect(world.transitions.filter((state) => state === 'Called back')).toHaveLength(1);
  });

  it('that say what is not so are put right: the run goes where the case stands', async () => {
    const world = await given();
    const task = await world.waiting();
    await world.desk.answers.succeed(task.token, { stage: 'working', until: world.at(30) });
    await world.settle();
    await world.pass(15.1);
    expect(await world.count('deadline.missed')).toBe(1);
    await world.reach(world.caseId);
    expect(world.transitions.at(-1)).toBe('Work with updates');
  });
});

describe('what happens between a look at the case and the wait', () => {
  it('is seen: the run takes the case up again and goes where it stands', async () => {
    const world = await given();
    const from = world.transitions.length;
    world.meanwhile.push(async () => await world.call(world.caseId));
    // The repeat of the first page is due: the run looks, and means to wait again.
    await world.pass(2);
    expect(world.transitions.slice(from)).toEqual([
      'Page',
      'Await callback',
      'Take the case up',
      'Where the case stands',
      'Work with updates',
    ]);
    expect((await world.waiting()).stages).toEqual(['working']);
  });
});

describe('two at once', () => {
  it('call the customer: both calls stand, the callback is met once, and one run goes on', async () => {
    const world = await given();
    await Promise.all([world.reach(world.caseId, agent), world.reach(world.caseId, agent2)]);
    const { critical, deadlines } = await world.read(world.caseId);
    const calls = (await world.timeline(world.caseId)).filter(({ type }) => type === 'callback.reached');
    expect(calls).toHaveLength(2);
    expect(critical?.callbackReachedAt).toBe(world.at(0));
    expect(deadlines.callback).toBeUndefined();
    expect(calls.filter(({ data }) => 'deadlines' in data)).toHaveLength(1);
    expect(world.transitions.filter((state) => state === 'Called back')).toHaveLength(1);
    expect(world.runs()).toHaveLength(1);
  });

  it('write while the clock strikes 15:00: the breach is there once', async () => {
    const world = await given();
    await world.pass(14.99);
    await Promise.all([world.miss(world.caseId), world.pass(0.02), world.tick()]);
    await world.pass(1);
    expect(await world.count('deadline.missed')).toBe(1);
  });
});
