import { keys } from '../../aws/keys.ts';
import { decideOpen } from '../../domain/case/open.ts';
import type { Language, Party } from '../../domain/case/vocabulary.ts';
import type { Webhook, WebhookDelivery } from '../../domain/webhook/webhook.ts';
import { webhookActor } from '../actors.ts';
import type { Desk } from '../desk.ts';
import { openCase } from '../open-case.ts';
import { described } from '../submit-case.ts';
import { termsOf } from '../terms-of.ts';

const texts: Record<Language, (url: string, detail: string) => { subject: string; text: string }> = {
  es: (url, detail) => ({
    subject: 'Se ha desactivado un webhook que no responde',
    text: `Durante un día no hemos podido entregar ningún evento a ${url}. Último intento: ${detail}\n\nCuando el servidor funcione, cree el webhook de nuevo.`,
  }),
  en: (url, detail) => ({
    subject: 'A webhook that does not answer has been switched off',
    text: `For a day no event could be delivered to ${url}. The last attempt: ${detail}\n\nOnce the server works, set the webhook up again.`,
  }),
};

/** A webhook that is switched off is a case of its account: somebody owns it, and both parties see it. */
export async function tellSwitchedOff(
  desk: Pick<Desk, 'cases' | 'directory' | 'now'>,
  { accountId, webhookId, url, createdBy, failingSince }: Webhook,
  { detail }: Pick<WebhookDelivery, 'detail'>,
): Promise<void> {
  const account = await desk.directory.account(accountId);
  if (account === null) return;
  const terms = await termsOf(desk, accountId);
  const requester: Party = createdBy ?? { address: '', name: account.name };
  const { subject, text } = texts[account.language](url, detail ?? '');
  const now = desk.now();
  await openCase(desk, {
    markers: (caseId) => [
      {
        key: keys.done(`webhook-off:${webhookId}:${failingSince ?? 'at-once'}`),
        place: { caseId, seq: 1 },
      },
    ],
    decide: ({ number }) =>
      decideOpen(
        {
          number,
          accountId,
          subject,
          category: 'configuration',
          severity: 'non-critical',
          channel: 'event',
          language: account.language,
          requester,
          parties: createdBy === null ? [] : [createdBy],
          calendarId: account.calendarId,
          quarantine: null,
          message: described({ requester, text, subject, files: [] }),
        },
        { now, actor: webhookActor, terms },
      ),
  });
}
