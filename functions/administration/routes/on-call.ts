import { addChannel, removeChannel, verifyChannel } from '../../../shared/desk/critical/channels.ts';
import {
  provenCoverage,
  readSchedule,
  saveSchedule,
  shifts,
} from '../../../shared/desk/critical/schedule.ts';
import { personView } from '../../../shared/desk/directory/people.ts';
import { type Handlers, param } from '../../api/operation.ts';
import type { AdministrationDesk } from '../connect.ts';

type Served =
  | 'readSchedule'
  | 'putSchedule'
  | 'readOnCall'
  | 'proveCoverage'
  | 'addChannel'
  | 'verifyChannel'
  | 'removeChannel';

/** Who is on call, the proof that somebody always is, and the ways to reach them. */
export function onCallHandlers(desk: AdministrationDesk): Handlers<Served> {
  return {
    readSchedule: async () => scheduleView(await readSchedule(desk)),

    putSchedule: async ({ principal, body: fields, expectedVersion }) =>
      scheduleView(await saveSchedule(desk, { principal, fields, expectedVersion })),

    readOnCall: async ({ query }) => ({ items: await shifts(desk, query), nextCursor: null }),

    proveCoverage: async ({ body }) => {
      const coverage = await provenCoverage(desk, body);
      if (coverage.covered) return { covered: true, gap: null };
      const { from, to, message } = coverage.gap;
      return { covered: false, gap: { from, to, reason: message } };
    },

    addChannel: async (request) => {
      const { principal, body } = request;
      const personId = param(request, 'personId');
      return await personView(desk, await addChannel(desk, { principal, personId, ...body }));
    },

    verifyChannel: async (request) => {
      const asked = { ...channelOf(request), code: request.body.code };
      return await personView(desk, await verifyChannel(desk, asked));
    },

    removeChannel: async (request) => await personView(desk, await removeChannel(desk, channelOf(request))),
  };
}

type ChannelRequest = Parameters<Handlers<'removeChannel'>['removeChannel']>[0];

const channelOf = (request: Pick<ChannelRequest, 'principal' | 'params'>) => ({
  principal: request.principal,
  personId: param(request, 'personId'),
  channelId: param(request, 'channelId'),
});

/** The schedule as the API shows it: lists that can be written to, and no id of its own. */
function scheduleView({ scheduleId: _, ...schedule }: Awaited<ReturnType<typeof readSchedule>>) {
  return structuredClone(schedule) as Writable<typeof schedule>;
}

type Writable<T> = T extends object ? { -readonly [Key in keyof T]: Writable<T[Key]> } : T;
