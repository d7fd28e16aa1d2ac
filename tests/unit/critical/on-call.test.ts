import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoSchedule } from '../../../infra/local/demo-data.ts';
import {
  addChannel,
  channelAdded,
  removeChannel,
  verifyChannel,
} from '../../../shared/desk/critical/channels.ts';
import { coverageNow } from '../../../shared/desk/critical/coverage.ts';
import { saveSchedule, shifts } from '../../../shared/desk/critical/schedule.ts';
import { sendChannelCode } from '../../../shared/desk/critical/send-code.ts';
import { putPerson } from '../../../shared/desk/directory/people.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { agent, agent2, supervisor } from './people.ts';
import { criticalWorld } from './world.ts';

let database: TestDynamoDb;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(async () => await database.stop());

const given = async () => {
  const world = await criticalWorld(await database.table());
  const mailed: string[] = [];
  const outbound = {
    send: async (raw: Uint8Array) => {
      mailed.push(Buffer.from(raw).toString());
      return 'ses-1';
    },
  };
  /** functions/send-page, told of the newest channel. */
  const deliverCode = async () => {
    const request = world.published.at(-1)?.detail as { personId: string; channelId: string };
    return { ...request, outcome: await sendChannelCode({ ...world.desk, outbound }, request) };
  };
  const code = () => /\b\d{6}\b/.exec(world.texts.at(-1)?.text ?? '')?.[0] ?? '';
  return { ...world, mailed, deliverCode, code };
};
const asked = <T extends object>(schedule: T) => {
  const { scheduleId: _, ...rest } = structuredClone(schedule) as T & { scheduleId: string };
  const fields = rest as unknown as Parameters<typeof saveSchedule>[1]['fields'];
  return { principal: supervisor, fields, expectedVersion: 1 };
};
/** Asked for without `If-Match`. */
const overwriting = (schedule: object) => ({ ...asked(schedule), expectedVersion: undefined });

describe('a channel', () => {
  it('is proven when the code that went out comes back', async () => {
    const world = await given();
    const added = await addChannel(world.desk, {
      principal: agent,
      personId: 'agent',
      kind: 'sms',
      address: '+34600000099',
    });
    expect(added.channels?.at(-1)?.verifiedAt).toBeNull();
    expect(world.published).toEqual([expect.objectContaining({ detailType: channelAdded })]);
    const { outcome, ...channel } = await world.deliverCode();
    expect(outcome).toBe('sent');
    expect(world.texts.at(-1)?.phone).toBe('+34600000099');
    const proven = await verifyChannel(world.desk, { principal: agent, ...channel, code: world.code() });
    expect(proven.channels?.at(-1)).toMatchObject({ address: '+34600000099', verifiedAt: world.at(0) });
  });

  it('is proven anew whenever its owner asks, and stays proven meanwhile', async () => {
    const world = await given();
    const mine = { principal: agent, personId: 'agent' } as const;
    const channels = (await world.desk.directory.person('agent'))?.channels ?? [];
    const [telephone] = channels;
    const { kind = 'sms', address = '' } = telephone ?? {};
    const asked = await addChannel(world.desk, { ...mine, kind, address });
    expect(asked.channels).toEqual(channels);
    const { outcome, ...channel } = await world.deliverCode();
    expect(outcome).toBe('sent');
    await world.pass(5);
    const proven = await verifyChannel(world.desk, { ...mine, ...channel, code: world.code() });
    expect(proven.channels?.[0]).toMatchObject({ address, verifiedAt: world.at(5) });
  });

  it('can be a mailbox', async () => {
    const world = await given();
    await addChannel(world.desk, {
      principal: agent,
      personId: 'agent',
      kind: 'mail',
      address: 'elena@home.example',
    });
    await world.deliverCode();
    expect(world.mailed).toEqual([expect.stringContaining('elena@home.example')]);
  });

  it('gets one code although it was announced twice', async () => {
    const world = await given();
    await addChannel(world.desk, {
      principal: agent,
      personId: 'agent',
      kind: 'sms',
      address: '+34600000099',
    });
    await world.deliverCode();
    expect((await world.deliverCode()).outcome).toBe('not-sent');
    expect(world.texts).toHaveLength(1);
  });

  it('is locked after five wrong codes, even for the right one', async () => {
    const world = await given();
    await addChannel(world.desk, {
      principal: agent,
      personId: 'agent',
      kind: 'sms',
      address: '+34600000099',
    });
    const { outcome: _, ...channel } = await world.deliverCode();
    for (let tries = 0; tries < 5; tries++) {
      await expect(
        verifyChannel(world.desk, { principal: agent, ...channel, code: '000000' }),
      ).rejects.toMatchObject({ kind: 'invalid' });
    }
    await expect(
      verifyChannel(world.desk, { principal: agent, ...channel, code: world.code() }),
    ).rejects.toMatchObject({ kind: 'invalid' });
  });

  it.each([
    { kind: 'sms', address: '600 00 00 99', because: 'nobody knows which country it is in' },
    { kind: 'mail', address: 'elena', because: 'it is no address' },
    { kind: 'voice', address: '+34600000099', because: 'this deployment cannot call' },
  ] as const)('refuses $address for $kind, because $because', async ({ kind, address }) => {
    const world = await given();
    await expect(
      addChannel(world.desk, { principal: agent, personId: 'agent', kind, address }),
    ).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('is nobody else’s to change, except a supervisor’s', async () => {
    const world = await given();
    const other = { personId: 'agent', kind: 'sms', address: '+34600000098' } as const;
    await expect(addChannel(world.desk, { principal: agent2, ...other })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    expect((await addChannel(world.desk, { principal: supervisor, ...other })).channels).toHaveLength(3);
  });

  it('stays while without it text messages would be the only way to somebody who is on call', async () => {
    const world = await given();
    const removal = removeChannel(world.desk, {
      principal: agent,
      personId: 'agent',
      channelId: 'mailbox',
    });
    await expect(removal).rejects.toMatchObject({
      code: 'would-leave-a-gap',
      message: expect.stringContaining('agent has text messages alone'),
    });
  });
});

describe('the schedule', () => {
  it('is saved once it covers every second of 400 days', async () => {
    const world = await given();
    expect(await saveSchedule(world.desk, asked(demoSchedule))).toMatchObject({ version: 2 });
  });

  it('is refused with the first second at which nobody could be reached', async () => {
    const world = await given();
    const leave = [
      { leaveId: 'ill', personId: 'agent', deputyId: null, from: world.at(0), to: world.at(24 * 60 * 8) },
    ];
    await expect(saveSchedule(world.desk, asked({ ...demoSchedule, leave }))).rejects.toMatchObject({
      code: 'schedule-has-a-gap',
      message: expect.stringContaining('agent'),
    });
  });

  it('is refused with somebody in it whose channel was never proven', async () => {
    const world = await given();
    const [first] = demoSchedule.layers;
    const layers = [{ ...first, rotation: { ...first?.rotation, members: ['nobody'] } }];
    await expect(saveSchedule(world.desk, asked({ ...demoSchedule, layers }))).rejects.toMatchObject({
      kind: 'invalid',
    });
  });

  it('refuses what was decided on an older one', async () => {
    const world = await given();
    await saveSchedule(world.desk, asked(demoSchedule));
    await expect(saveSchedule(world.desk, asked(demoSchedule))).rejects.toMatchObject({ kind: 'stale' });
  });

  it('tells who is on call, by name', async () => {
    const world = await given();
    const week = await shifts(world.desk, { from: world.at(0), to: world.at(60) });
    expect(week.map(({ layerId, name }) => [layerId, name])).toEqual(
      expect.arrayContaining([['lead', 'Sara Núñez']]),
    );
  });
});

describe('the proof of the schedule', () => {
  const change = async (
    world: Awaited<ReturnType<typeof given>>,
    to: { enabled?: boolean; away?: boolean },
  ) => {
    const person = await world.desk.directory.person('agent');
    if (person === null) throw new Error('The demo data has an agent.');
    const { personId: _, version: expectedVersion, ...fields } = { ...person, ...to };
    return await putPerson(world.desk, 'agent', { principal: supervisor, fields, expectedVersion });
  };

  it('is not broken by disabling somebody: that is refused, and the gap named', async () => {
    const world = await given();
    await expect(change(world, { enabled: false })).rejects.toMatchObject({
      code: 'would-leave-a-gap',
      message: expect.stringContaining('agent is disabled'),
    });
    expect((await world.desk.directory.person('agent'))?.enabled).toBe(true);
  });

  it('is about stretches, which being away is not: who is away stays on call until the schedule says else', async () => {
    const world = await given();
    expect(await change(world, { away: true })).toMatchObject({ away: true });
    expect(await coverageNow(world.desk)).toMatchObject({ covered: true });
  });

  it('is made anew as days go by, and finds the gap that has come into sight', async () => {
    const world = await given();
    const leave = [
      {
        leaveId: 'far',
        personId: 'agent',
        deputyId: null,
        from: world.at(60 * 24 * 404),
        to: world.at(60 * 24 * 412),
      },
    ];
    await saveSchedule(world.desk, asked({ ...demoSchedule, leave }));
    expect(await coverageNow(world.desk)).toMatchObject({ covered: true });
    const later = { ...world.desk, now: () => world.at(60 * 24 * 12) };
    expect(await coverageNow(later)).toMatchObject({ covered: false, gap: { reason: 'on-leave' } });
  });

  it('finds nobody on call where no schedule was ever saved', async () => {
    const { desk } = await given();
    const without = { ...desk, onCall: { schedule: async () => null } };
    expect(await coverageNow(without)).toMatchObject({ covered: false, gap: { reason: 'nobody-scheduled' } });
  });
});

describe('a channel that is removed while the schedule is saved', () => {
  const [first, second, lead] = demoSchedule.layers;
  if (first === undefined || second === undefined || lead === undefined)
    throw new Error('The demo has three.');
  const alone = (layer: typeof first) => ({ ...layer, rotation: { ...layer.rotation, members: ['agent'] } });
  /** Nobody needs Marco yet; the schedule that is to be saved does. */
  const withoutMarco = {
    ...demoSchedule,
    layers: [alone(first), { ...alone(second), rotation: lead.rotation }, lead],
  };
  const removal = { principal: agent2, personId: 'agent2', channelId: 'mailbox' } as const;
  const ready = async () => {
    const world = await given();
    await saveSchedule(world.desk, overwriting(withoutMarco));
    return world;
  };

  it('is in the way of a schedule that was proven with it', async () => {
    const { desk } = await ready();
    const save: typeof desk.onCall.save = async (...saving) => {
      await removeChannel(desk, removal);
      return await desk.onCall.save(...saving);
    };
    const late = { ...desk, onCall: { ...desk.onCall, save } };
    await expect(saveSchedule(late, overwriting(demoSchedule))).rejects.toMatchObject({ kind: 'stale' });
    expect(await coverageNow(desk)).toMatchObject({ covered: true });
  });

  it('stays when the schedule that needs it was saved first', async () => {
    const { desk } = await ready();
    const putPerson: typeof desk.write.putPerson = async (change) => {
      await saveSchedule(desk, overwriting(demoSchedule));
      await desk.write.putPerson(change);
    };
    const late = { ...desk, write: { ...desk.write, putPerson } };
    await expect(removeChannel(late, removal)).rejects.toMatchObject({ kind: 'stale' });
    expect((await desk.directory.person('agent2'))?.channels).toHaveLength(2);
    expect(await coverageNow(desk)).toMatchObject({ covered: true });
  });

  it('leaves no gap whichever of them comes first', async () => {
    const { desk } = await ready();
    await Promise.allSettled([
      removeChannel(desk, removal),
      saveSchedule(desk, overwriting(demoSchedule)),
      removeChannel(desk, { principal: agent, personId: 'agent', channelId: 'mailbox' }),
    ]);
    expect(await coverageNow(desk)).toMatchObject({ covered: true });
  });
});
