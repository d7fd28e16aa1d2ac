import { randomUUID } from 'node:crypto';
import type { EventBus } from '../../aws/event-bus.ts';
import { ScheduleConflict, type ScheduleStore } from '../../aws/schedule-store.ts';
import type { Principal } from '../../domain/access/principal.ts';
import type { Person } from '../../domain/account/person.ts';
import { authorOf } from '../../domain/audit/change.ts';
import type { ChannelKind, ContactChannel } from '../../domain/oncall/index.ts';
import { answerCode, type CodeAnswer } from '../../domain/paging/index.ts';
import { Conflict, Forbidden, InvalidInput, NotFound } from '../../errors/index.ts';
import { type DirectoryDesk, guarded } from '../directory/directory-desk.ts';
import { type ChannelRequest, codeDigest } from './channel-code.ts';
import { refuseGap } from './coverage.ts';

export interface ChannelDesk extends DirectoryDesk {
  readonly onCall: ScheduleStore;
  readonly bus: EventBus;
}

/** The event that asks for a code to be sent; the code itself is drawn by who sends it. */
export const channelAdded = 'channel.added';

/** What each kind's address looks like; a kind that is not here cannot be sent by this deployment. */
const addresses: { readonly [Kind in ChannelKind]?: { pattern: RegExp; message: string } } = {
  sms: {
    pattern: /^\+[1-9]\d{6,14}$/,
    message: 'Write the number in E.164 form, such as +34911234567.',
  },
  mail: { pattern: /^[^\s@]{1,64}@[^\s@]{1,255}$/, message: 'Write an e-mail address.' },
};
const most = 10;

interface Asked {
  readonly principal: Principal;
  readonly personId: string;
}

/**
 * Adds a way to be paged. It is used once its code has come back; asked for again, a new code goes out. One that is
 * proven stays proven meanwhile: asking again only makes its proof younger.
 *
 * @throws Forbidden | NotFound | InvalidInput | Conflict
 */
export async function addChannel(
  desk: ChannelDesk,
  { principal, personId, kind, address }: Asked & { readonly kind: ChannelKind; readonly address: string },
): Promise<Person> {
  const person = await ownOrManaged(desk, { principal, personId });
  refuseAddress(kind, address);
  const channels = person.channels ?? [];
  const known = channels.find((channel) => channel.kind === kind && channel.address === address);
  if (known === undefined && channels.length >= most) {
    throw new Conflict('too-many-channels', `${most} channels are enough: remove one first.`);
  }
  const channel: ContactChannel = known ?? {
    channelId: randomUUID().slice(0, 8),
    kind,
    address,
    enabled: true,
    verifiedAt: null,
    verifiedUntil: null,
    delaySeconds: 0,
  };
  const after =
    known === undefined
      ? await save(desk, principal, { before: person, channels: [...channels, channel] })
      : person;
  const detail: ChannelRequest = { personId, channelId: channel.channelId };
  const asked = { source: 'guardia', detailType: channelAdded, time: desk.now(), detail };
  if ((await desk.bus.publish([asked])).length > 0) {
    throw new Conflict('code-not-sent', 'The code could not be sent: add the channel again.');
  }
  return after;
}

/** Takes the code back from its reader: the channel is proven. @throws NotFound | InvalidInput | Conflict */
export async function verifyChannel(
  desk: ChannelDesk,
  { code, ...asked }: Asked & ChannelRequest & { readonly code: string },
): Promise<Person> {
  const person = await ownOrManaged(desk, asked);
  const before = await desk.onCall.proof(asked);
  if (before === null || !hasChannel(person, asked.channelId)) throw new NotFound('channel', asked.channelId);
  const now = desk.now();
  const { proof, answer } = answerCode(before, { codeDigest: codeDigest(asked, code.trim()), now });
  try {
    await desk.onCall.saveProof(asked, proof, before);
  } catch (error) {
    if (!(error instanceof ScheduleConflict)) throw error;
    throw new Conflict('answered-at-once', 'Two answers came at once: give the code again.');
  }
  if (answer !== 'verified')
    throw new InvalidInput(answers[answer], [{ path: 'code', message: answers[answer] }]);
  const channels = (person.channels ?? []).map((channel) =>
    channel.channelId === asked.channelId ? { ...channel, verifiedAt: now } : channel,
  );
  return await save(desk, asked.principal, { before: person, channels });
}

const answers: Record<Exclude<CodeAnswer, 'verified'>, string> = {
  wrong: 'This is not the code that was sent.',
  expired: 'The code has expired: add the channel again for a new one.',
  locked: 'Too many wrong codes: add the channel again for a new one.',
  'no-code': 'No code is waiting for an answer: add the channel again.',
};

/**
 * Removes a way to be paged, unless the schedule would be left with somebody nobody can reach.
 *
 * @throws Forbidden | NotFound | Conflict | Stale when the schedule was changed at the same time
 */
export async function removeChannel(desk: ChannelDesk, asked: Asked & ChannelRequest): Promise<Person> {
  const person = await ownOrManaged(desk, asked);
  if (!hasChannel(person, asked.channelId)) throw new NotFound('channel', asked.channelId);
  const channels = (person.channels ?? []).filter(({ channelId }) => channelId !== asked.channelId);
  const remedy = 'Change the schedule, or add another channel first.';
  const provenOn = await refuseGap(desk, { ...person, channels }, remedy);
  const value = withChannels(person, channels);
  await guarded(
    desk.write.putPerson({ value, before: person, provenOn, by: authorOf(asked.principal, desk.now()) }),
  );
  await desk.onCall.forgetProof(asked);
  return value;
}

async function ownOrManaged({ directory }: ChannelDesk, { principal, personId }: Asked): Promise<Person> {
  if (principal.id !== personId && !principal.roles.includes('supervisor')) {
    throw new Forbidden('Everybody keeps their own channels; a supervisor may for others.', 'role-missing');
  }
  const person = await directory.person(personId);
  if (person === null) throw new NotFound('person', personId);
  return person;
}

const hasChannel = ({ channels = [] }: Person, asked: string): boolean =>
  channels.some(({ channelId }) => channelId === asked);

async function save(
  desk: ChannelDesk,
  principal: Principal,
  { before, channels }: { before: Person; channels: readonly ContactChannel[] },
): Promise<Person> {
  const value = withChannels(before, channels);
  await guarded(desk.write.putPerson({ value, before, by: authorOf(principal, desk.now()) }));
  return value;
}

const withChannels = (before: Person, channels: readonly ContactChannel[]): Person => ({
  ...before,
  channels,
  version: before.version + 1,
});

function refuseAddress(kind: ChannelKind, address: string): void {
  const rule = addresses[kind];
  if (rule === undefined) {
    throw new InvalidInput(`This deployment cannot page by ${kind}.`, [
      { path: 'kind', message: `Use one of ${Object.keys(addresses).join(', ')}.` },
    ]);
  }
  if (!rule.pattern.test(address)) {
    throw new InvalidInput('Nobody can be paged there.', [{ path: 'address', message: rule.message }]);
  }
}
