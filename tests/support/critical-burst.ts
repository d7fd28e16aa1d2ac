/** The API and `/_local` of a local cloud, wherever it runs. */
export interface BurstCloud {
  readonly call: <Body>(
    user: string,
    route: string,
    body?: object,
  ) => Promise<{ status: number; body: Body }>;
  readonly advance: (duration: string) => Promise<void>;
}

interface Opened {
  readonly caseId: string;
  readonly critical: { readonly declaredAt: string; readonly callbackDueAt: string };
}
interface Entry {
  readonly type: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const agent = 'agent@guardia.example';
const ticket = (number: number) => ({
  subject: `Nada sale ${number}`,
  description: 'Todo falla.',
  severity: 'critical',
  vitalInformation: {
    companyName: 'Acme Envíos',
    contactName: 'Ana García',
    contactPhone: '+34911234567',
    contactEmail: 'ana@acme.example',
  },
});

/** Opens one critical case, complete, as the customer; null if the API did not take it. */
export async function openCritical(cloud: BurstCloud, number: number): Promise<string | null> {
  const { status, body } = await cloud.call<Opened>('ana@acme.example', 'POST /cases', ticket(number));
  return status === 201 ? body.caseId : null;
}

export const takePageOf = (cloud: BurstCloud, caseId: string) =>
  cloud.call(agent, `POST /cases/${caseId}/acknowledgement`, {});

/** What a case's timeline says of its first page and of its callback's breach. */
export interface CriticalFacts {
  readonly caseId: string;
  /** From the case to SNS's word for its first page, in milliseconds; null if there is none. */
  readonly firstPageMs: number | null;
  /** When its callback is due, as epoch milliseconds. */
  readonly dueAt: number;
  /** From 15:00 to each breach of the callback. */
  readonly breachesMs: readonly number[];
  /** Pages whose key is there more than once. */
  readonly doubled: number;
}

export async function factsOf(cloud: BurstCloud, caseId: string): Promise<CriticalFacts> {
  const entries: Entry[] = [];
  let cursor = '';
  do {
    const { body } = await cloud.call<{ items: Entry[]; nextCursor: string | null }>(
      agent,
      `GET /cases/${caseId}/timeline?limit=100${cursor}`,
    );
    entries.push(...body.items);
    cursor = body.nextCursor === null ? '' : `&cursor=${encodeURIComponent(body.nextCursor)}`;
  } while (cursor !== '');
  const ofType = (type: string) => entries.filter((entry) => entry.type === type);
  const begun = Date.parse(ofType('critical.declared')[0]?.at ?? '');
  const receipt = ofType('page.receipt')[0];
  const keys = ofType('page.sent').map(({ data }) => data.pageKey);
  return {
    caseId,
    firstPageMs: receipt === undefined ? null : Date.parse(receipt.at) - begun,
    dueAt: Date.parse(String(ofType('vital-information.recorded')[0]?.data.callbackDueAt)),
    breachesMs: ofType('deadline.missed')
      .filter(({ data }) => data.kind === 'callback')
      .map(({ at, data }) => Date.parse(at) - Date.parse(String(data.dueAt))),
    doubled: keys.length - new Set(keys).size,
  };
}

/** Does something for each, so many at a time. */
export async function inParallel<T, R>(
  all: readonly T[],
  width: number,
  one: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = [...all.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, item] = next;
      results[index] = await one(item);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
