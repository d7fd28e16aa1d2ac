import type { TestDesk } from '../../support/desk.ts';

/** A value for every name that a path may have. */
export type Ids = Readonly<Record<string, string>> & { readonly caseId: string };

/** Programs that call the API, as their tokens name them. */
export const machines = {
  acme: 'client:acme-machine',
  globex: 'client:globex-machine',
  desk: 'client:desk-machine',
} as const;

const supervisor = 'supervisor@guardia.example';
const hash = 'a'.repeat(64);

/** One of everything that an account can have, through the API. */
export async function accountData(
  given: TestDesk,
  { accountId, contact }: { accountId: 'acme' | 'globex'; contact: string },
): Promise<Ids> {
  const made = async (user: string, method: string, path: string, body?: object) => {
    const answer = await given.call(user, method, path, body === undefined ? {} : { body });
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  await made(supervisor, 'PUT', `/machine-clients/${accountId}-machine`, {
    name: `Machine of ${accountId}`,
    accountId,
    enabled: true,
  });
  const file = await made(contact, 'POST', '/attachments', {
    name: 'log.txt',
    contentType: 'text/plain',
    size: 5,
    sha256: hash,
  });
  const of = await made(contact, 'POST', '/cases', {
    subject: `${accountId} alone`,
    description: 'Nobody else reads this.',
    attachmentIds: [file.attachmentId],
  });
  const hook = await made(contact, 'POST', '/webhooks', {
    url: `https://hooks.${accountId}.example/`,
    eventTypes: [],
  });
  const deliveryId = `${accountId}-delivery`;
  await given.desk.webhooks.announce({
    deliveryId,
    webhookId: hook.webhookId,
    eventId: `${of.caseId}.1`,
    eventType: 'case.opened',
    at: given.clock.now(),
    attempt: 1,
    outcome: 'delivered',
    status: 204,
    detail: null,
  });
  const exported = await made(supervisor, 'POST', `/accounts/${accountId}/exports`);
  return {
    caseId: of.caseId,
    accountId,
    contactId: contact.slice(0, contact.indexOf('@')),
    channelId: 'none',
    calendarId: 'madrid',
    answerId: 'hello',
    clientId: `${accountId}-machine`,
    webhookId: hook.webhookId,
    deliveryId,
    exportId: exported.exportId,
    seq: '2',
    hash,
    token: 'none',
  };
}
