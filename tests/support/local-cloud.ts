import { rmSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../infra/local/cloud.ts';
import type { ShownMail } from '../../infra/local/ses/outbox.ts';
import { ensureAssembly } from '../../infra/local/synth.ts';
import { newDataDir } from './local-process.ts';

/** A mail that somebody sends to the desk. */
export interface TestMail {
  readonly from: string;
  /** @default support@guardia.example */
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole message as it is, in place of the fields above. */
  readonly raw?: string | Buffer;
}

/** An answer of the API. */
export interface ApiAnswer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** A local cloud in this process, with a data directory of its own, and what journeys do to it. */
export interface TestCloud extends LocalCloud, AsyncDisposable {
  readonly dataDir: string;
  /** Sends by SMTP; resolves with the server's last answer. */
  sendMail(mail: TestMail): Promise<string>;
  /** Waits until all work that is due now is done. */
  settle(): Promise<void>;
  /** Moves the clock, such as `PT15M`, and waits until all work on the way is done. */
  advance(duration: string): Promise<void>;
  outbox(): Promise<readonly ShownMail[]>;
  /** Calls the API as a person who signed in; as nobody with `undefined`. */
  call<Body = Record<string, unknown>>(
    user: string | undefined,
    route: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<ApiAnswer<Body>>;
  /** What `/_local/PATH` answers. */
  local<Body = Record<string, unknown>>(path: string, body?: unknown): Promise<Body>;
  /** Log lines of functions and services since the start. */
  readonly logs: readonly string[];
}

export const SUPPORT = 'support@guardia.example';

export type TestCloudOptions = Partial<LocalCloudOptions>;

/** Starts a local cloud on the real templates. The clock stands still unless the options say otherwise. */
export const startTestCloud = async (options: TestCloudOptions = {}): Promise<TestCloud> => {
  const dataDir = options.dataDir ?? newDataDir();
  const logs: string[] = [];
  const cloud = await startLocalCloud({
    assembly: options.assembly ?? (await ensureAssembly()),
    clock: { speed: 0 },
    log: (source, text) => logs.push(`${source}: ${text}`),
    ...options,
    dataDir,
  }).catch((error: unknown) => {
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    throw error;
  });
  const transport = createTransport({ host: '127.0.0.1', port: cloud.smtpPort, ignoreTLS: true });
  const tokens = new Map<string, string>();

  const json = async <Body>(response: Response): Promise<Body> => {
    const text = await response.text();
    return (text === '' ? {} : JSON.parse(text)) as Body;
  };

  const local: TestCloud['local'] = async (path, body) => {
    const method = body === undefined ? 'GET' : 'POST';
    const payload = body === undefined ? {} : { body: JSON.stringify(body) };
    return json(await fetch(`${cloud.httpUrl}/_local/${path}`, { method, ...payload }));
  };

  const tokenOf = async (user: string): Promise<string> => {
    const known = tokens.get(user) ?? (await local<{ token: string }>('token', { user })).token;
    tokens.set(user, known);
    return known;
  };

  const stop = async (): Promise<void> => {
    transport.close();
    await cloud.stop();
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  };

  return {
    ...cloud,
    dataDir,
    logs,
    local,
    stop,
    [Symbol.asyncDispose]: stop,
    settle: cloud.activity.idle,
    outbox: () => cloud.services.ses.outbox.show(),
    async advance(duration) {
      await local('clock', { advance: duration });
      // Tokens are short: whoever goes on after a while signs in again.
      tokens.clear();
    },
    async sendMail({ from, to = SUPPORT, raw, headers = {}, ...rest }) {
      const message = raw === undefined ? { from, to, headers: { ...headers }, ...rest } : { raw };
      const { response } = await transport.sendMail({ ...message, envelope: { from, to } });
      return response;
    },
    async call(user, route, body, headers = {}) {
      const [method = 'GET', path = ''] = route.split(' ');
      const response = await fetch(`${cloud.httpUrl}/v1${path}`, {
        method,
        headers: {
          ...(user === undefined ? {} : { authorization: `Bearer ${await tokenOf(user)}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, headers: response.headers, body: await json(response) };
    },
  };
};

interface Statement {
  readonly Action?: string | readonly string[];
}

/** Takes one action away from the policies whose name contains `role`, as if nobody had granted it. */
export const withoutGrant =
  (role: string, action: string): NonNullable<LocalCloudOptions['transform']> =>
  (stack) => {
    const template = structuredClone(stack.template);
    for (const [logicalId, { Type, Properties = {} }] of Object.entries(template.Resources)) {
      if (Type !== 'AWS::IAM::Policy' || !logicalId.includes(role)) continue;
      const document = Properties.PolicyDocument as { Statement: Statement[] };
      document.Statement = document.Statement.map((one) => ({
        ...one,
        Action: [one.Action ?? []].flat().filter((name) => name !== action),
      }));
    }
    return { ...stack, template };
  };

/** Lets webhooks reach a server on this machine, as the setting `webhookNetwork` of a deployment does. */
export const withLoopbackWebhooks: NonNullable<LocalCloudOptions['transform']> = (stack) => {
  const template = structuredClone(stack.template);
  for (const { Type, Properties = {} } of Object.values(template.Resources)) {
    const { Variables } = (Properties.Environment ?? {}) as { Variables?: Record<string, unknown> };
    if (Type === 'AWS::Lambda::Function' && Variables !== undefined && 'WEBHOOK_NETWORK' in Variables) {
      Variables.WEBHOOK_NETWORK = 'loopback-too';
    }
  }
  return { ...stack, template };
};
