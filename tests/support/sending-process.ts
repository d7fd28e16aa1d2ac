import { sendMail } from '../../shared/desk/send-mail.ts';
import { type SenderSettings, sendingDesk } from './sending-desk.ts';

/** Before or after a call of this kind, such as `after UpdateItemCommand`. */
export type CrashPoint = `${'before' | 'after'} ${string}`;

export interface SendingOrder extends SenderSettings {
  readonly place: { readonly caseId: string; readonly seq: number };
  readonly point: CrashPoint;
}

/** In a process of its own: sends one mail, and stops dead at the point where it is to be killed. */
async function run({ place, point, ...settings }: SendingOrder): Promise<void> {
  const { desk, clients } = sendingDesk(settings);
  const stopHere = () =>
    new Promise<never>(() => {
      process.send?.('here');
    });
  for (const client of clients) {
    client.middlewareStack.add(
      (next, { commandName }) =>
        // biome-ignore lint/suspicious/noExplicitAny: the two clients' middlewares differ in types only
        async (args: any) => {
          if (point === `before ${commandName}`) await stopHere();
          const result = await next(args);
          if (point === `after ${commandName}`) await stopHere();
          return result;
        },
      { step: 'initialize', name: 'crashPoint' },
    );
  }
  await sendMail(desk, place);
  process.send?.('done');
}

process.on('message', (order: SendingOrder) => void run(order));
