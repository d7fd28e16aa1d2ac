import type { CaseView, TimelineItem } from '../../../shared/contracts/api/views.ts';

const minute = 60_000;
const hour = 60 * minute;

/** An instant so many milliseconds from the moment in which the fixtures were made. */
const made = Math.floor(Date.now() / minute) * minute;
export const at = (milliseconds: number): string => new Date(made + milliseconds).toISOString();

export const tam: NonNullable<CaseView['tam']> = {
  personId: 'tam@guardia.example',
  name: 'Teresa Amaya',
  phone: '+34911234500',
  email: 'tam@guardia.example',
  openNow: true,
  changesAt: at(5 * hour),
  timeZone: 'Europe/Madrid',
  standsInFor: null,
  hoursChangeOn: at(15 * 24 * hour).slice(0, 10),
};

const ana = { address: 'ana@acme.example', name: 'Ana Ruiz', contactId: 'ana@acme.example' };

/** A case of Acme's, a software error that an agent works on. */
export function caseView(over: Partial<CaseView> = {}): CaseView {
  return {
    caseId: 'case-1',
    number: '48219355',
    accountId: 'acme',
    accountName: 'Acme',
    subject: 'Bounces at Gmail are reported an hour late',
    category: 'bug',
    severity: 'non-critical',
    status: 'in-progress',
    stage: null,
    channel: 'email',
    requester: ana,
    owner: { agentId: 'agent@guardia.example', name: 'Alba Gil' },
    openedAt: at(-3 * hour),
    updatedAt: at(-20 * minute),
    closedAt: null,
    deadlines: [{ kind: 'update', at: at(95 * minute), missed: false }],
    quarantine: null,
    version: 7,
    language: 'en',
    parties: [ana, { address: 'ops@acme.example', name: 'Acme Operations' }],
    affected: { stream: 'newsletters', domain: 'news.acme.example', ipAddresses: ['192.0.2.17'] },
    firstRespondedAt: at(-2 * hour),
    lastCustomerSeq: 5,
    closureProposal: null,
    reclassification: null,
    satisfaction: null,
    closedHow: null,
    reopened: 0,
    mergedInto: null,
    escalatedTo: null,
    critical: null,
    tam,
    clause: 'NC-ii-4',
    ...over,
  };
}

const agent = { kind: 'agent', id: 'agent@guardia.example', name: 'Alba Gil' } as const;
const customer = { kind: 'contact', id: 'ana@acme.example', name: 'Ana Ruiz' } as const;
const system = { kind: 'system', id: 'rule', name: 'system' } as const;

type Draft = Pick<TimelineItem, 'type' | 'actor' | 'data'> & Partial<TimelineItem> & { readonly ago: number };

/** Entries in their order, numbered and dated. */
export function timelineOf(drafts: readonly Draft[]): TimelineItem[] {
  return drafts.map(({ ago, ...draft }, place) => ({
    id: `entry-${place + 1}`,
    seq: place + 1,
    at: at(-ago),
    visibility: 'public',
    delivery: null,
    hasOriginal: draft.type === 'message.received',
    ...draft,
  }));
}

const passing = { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', spam: 'PASS', virus: 'PASS' };
export const received = (text: string, over: Record<string, unknown> = {}) => ({
  from: ana,
  to: [{ address: 'support@guardia.example', name: 'Guardia' }],
  cc: [],
  subject: 'Bounces at Gmail',
  text,
  truncated: false,
  hasHtml: true,
  rawKey: 'raw/1',
  messageId: '<1@acme.example>',
  attachments: [],
  refusedAttachments: [],
  automatic: null,
  verdicts: passing,
  unreadable: false,
  asksAnswer: true,
  ...over,
});

/** The conversation of the case above. */
export const conversation = timelineOf([
  {
    ago: 3 * hour,
    type: 'case.opened',
    actor: customer,
    data: { channel: 'email', deadlines: { 'first-response': at(hour) } },
  },
  {
    ago: 3 * hour,
    type: 'message.received',
    actor: customer,
    data: received(
      'Good morning,\n\nsince Monday the bounces that Gmail sends us show up in the events an hour late. Other providers are fine.\n\nExample: https://acme.example/logs/8812\n\nAna',
      {
        truncated: true,
        attachments: [
          {
            hash: 'a'.repeat(64),
            name: 'smtp-log.txt',
            contentType: 'text/plain',
            size: 18_204,
            inline: false,
            contentId: null,
          },
        ],
      },
    ),
  },
  {
    ago: 2.9 * hour,
    type: 'owner.assigned',
    actor: system,
    data: {
      ownerId: agent.id,
      ownerName: agent.name,
      how: 'rule',
      previousOwnerId: null,
      reason: null,
      summary: null,
    },
  },
  {
    ago: 2 * hour,
    type: 'message.sent',
    actor: agent,
    data: {
      mail: null,
      text: 'Hello Ana,\n\nthank you for the log. We see the delay too: one of our queues reads Gmail’s feedback once an hour. I am looking into it.\n\nAlba',
      attachments: [],
      nextUpdateAt: at(95 * minute),
      waitingOnCustomer: false,
    },
    delivery: { state: 'accepted', attempts: 1, acceptedAt: at(-2 * hour), detail: null },
  },
  {
    ago: 50 * minute,
    type: 'message.received',
    actor: { kind: 'stranger', id: 'x@partner.example', name: 'Pau Soler' },
    data: received('I see the same from our side. Can you add me?', {
      from: { address: 'pau@partner.example', name: 'Pau Soler' },
      verdicts: { ...passing, dmarc: 'FAIL', dkim: 'FAIL' },
    }),
  },
  {
    ago: 40 * minute,
    type: 'note.added',
    actor: { kind: 'agent', id: 'agent2@guardia.example', name: 'Bruno Sanz' },
    visibility: 'internal',
    data: {
      text: 'Queue feedback-gmail has a poll interval of 3600 s since the last deployment.',
      attachments: [],
    },
  },
  {
    ago: 20 * minute,
    type: 'delivery.failed',
    actor: system,
    visibility: 'internal',
    data: {
      messageSeq: 4,
      recipient: 'ops@acme.example',
      status: '5.1.1',
      permanent: true,
      diagnostic: 'smtp; 550 5.1.1 no such user',
      source: 'ses',
    },
  },
]);
