import { createHmac } from 'node:crypto';
import { type AdministrationDesk, deskStoresIn } from '../../functions/administration/connect.ts';
import { administrationHandlers, administrationRoutes } from '../../functions/administration/routes/index.ts';
import { createApp } from '../../functions/api/app.ts';
import { type ApiDesk, caseStoresIn } from '../../functions/api/connect.ts';
import { type Claims, principals } from '../../functions/api/principal.ts';
import { apiRoutes, handlersOf } from '../../functions/api/routes/index.ts';
import { originalHandlers, originalRoutes } from '../../functions/read-original/routes.ts';
import { seedDemoData } from '../../infra/local/demo-data.ts';
import { caseLists } from '../../shared/aws/case-lists.ts';
import { caseStore } from '../../shared/aws/case-store.ts';
import { directory } from '../../shared/aws/directory.ts';
import type { Table } from '../../shared/aws/dynamodb.ts';
import type { Publication } from '../../shared/aws/event-bus.ts';
import { openApiDocument } from '../../shared/contracts/api/openapi.ts';
import { ownerRule } from '../../shared/desk/owner-rule.ts';
import type { OriginalDesk } from '../../shared/desk/read-original.ts';
import { termsOf } from '../../shared/domain/case/search.ts';

/** Tuesday, 10:43 in Madrid: within everybody's hours there. */
export const morning = '2026-11-24T09:43:10.000Z';

/** A clock that stands until it is moved. */
export interface TestClock {
  readonly now: () => string;
  readonly advance: (minutes: number) => void;
}

export function clockAt(start: string): TestClock {
  let at = Date.parse(start);
  return {
    now: () => new Date(at).toISOString(),
    advance: (minutes) => {
      at += minutes * 60_000;
    },
  };
}

/** What an API answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads any answer, and says what it expects of it
  readonly body: any;
}

interface Call {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** What every use case works with, whichever function it is deployed in. */
type AnyDesk = ApiDesk & AdministrationDesk & OriginalDesk & { readonly pagingService: string | null };

export interface TestDesk {
  readonly desk: AnyDesk;
  readonly clock: TestClock;
  /** What was put on the bus. */
  readonly published: Publication[];
  /** Calls the API in memory as a user, by the name they sign in with; null calls without a token. */
  readonly call: (user: string | null, method: string, path: string, call?: Call) => Promise<Answer>;
  /** Does what `index-case` does on the bus. */
  readonly index: (caseId: string) => Promise<void>;
}

const groups: Record<string, string> = {
  'agent@guardia.example': '[agent]',
  'agent2@guardia.example': '[agent]',
  'representative@guardia.example': '[representative]',
  'tam@guardia.example': '[tam]',
  'supervisor@guardia.example': '[supervisor]',
};

/** A whole desk on a real table: the demonstration's accounts and people, and the API in memory. */
export async function testDesk(table: Table, clock: TestClock = clockAt(morning)): Promise<TestDesk> {
  await seedDemoData(table, clock.now());
  const published: Publication[] = [];
  const desk: AnyDesk = {
    table,
    cases: caseStore(table),
    directory: directory(table),
    recent: directory(table),
    settings: { deskName: 'Guardia', supportAddress: 'support@guardia.example' },
    hmac: (text) => createHmac('sha256', 'a secret of the tests').update(text).digest('hex'),
    now: clock.now,
    ...caseStoresIn(table),
    ...deskStoresIn(table),
    owners: ownerRule({ directory: directory(table), lists: caseLists(table), now: clock.now }),
    loopback: true,
    bus: {
      publish: async (publications) => {
        published.push(...publications);
        return [];
      },
    },
    signedUrls: signing('attachments'),
    exportUrls: signing('exports'),
    rawUrls: signing('raw-mail'),
    rawMail: { read: async () => null },
    files: { read: async () => null },
    hotlineNumbers: ['+12025550143', '+12025550178'],
    webUrl: 'https://desk.guardia.example',
    pagingService: null,
  };
  const failures: unknown[] = [];
  const app = createApp({
    routes: { ...apiRoutes, ...administrationRoutes, ...originalRoutes },
    handlers: { ...handlersOf(desk), ...administrationHandlers(desk), ...originalHandlers(desk) },
    document: openApiDocument,
    commandUses: desk.commandUses,
    principalOf: principals(desk.directory, () => Date.parse(clock.now())),
    now: clock.now,
    logger: {
      error: (...logged) => {
        failures.push(logged[1]);
      },
    },
  });
  return {
    desk,
    clock,
    published,
    index: async (caseId) => {
      const of = await desk.cases.read(caseId);
      if (of !== null) await desk.searchIndex.add({ caseId, accountId: of.accountId, terms: termsOf(of) });
    },
    call: async (user, method, path, { body, headers = {} } = {}) => {
      const request = new Request(`http://desk.test/v1${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const claims = user === null ? undefined : claimsOf(user);
      const response = await app.fetch(request, { claims, server: 'http://desk.test', requestId: 'test' });
      const failure = failures.pop();
      if (failure !== undefined) throw failure;
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? null : JSON.parse(text),
      };
    },
  };
}

/** The claims of an access token as API Gateway hands them over. */
export function claimsOf(user: string): Claims {
  const [client, scope] = user.split(' ', 2);
  if (user.startsWith('client:')) {
    return { token_use: 'access', client_id: client?.slice('client:'.length), scope: scope ?? '' };
  }
  return { token_use: 'access', username: user, email: user, 'cognito:groups': groups[user] ?? '[]' };
}

const signing = (bucket: string): ApiDesk['signedUrls'] => ({
  download: async (key, { name }) => `https://${bucket}.test/${key}?name=${encodeURIComponent(name)}`,
  upload: async (key, { sha256 }) => ({
    url: `https://${bucket}.test/${key}`,
    headers: { 'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64') },
  }),
});
