import { Temporal } from 'temporal-polyfill';
import { AwsError } from '../aws.ts';
import type { Cognito } from '../cognito/service.ts';
import type { FaultSettings } from '../faults.ts';
import type { HttpAnswer, HttpRequest } from '../http-api/event.ts';
import type { Platform } from '../platform.ts';
import type { Fate } from '../ses/fates.ts';
import type { Ses } from '../ses/service.ts';
import type { VerdictSettings } from '../ses/verdicts.ts';
import type { Topics } from '../sns/topics.ts';
import type { Queues } from '../sqs/service.ts';

export interface ControlPorts {
  readonly platform: Platform;
  readonly ses: Ses;
  readonly topics: Topics;
  readonly cognito: Cognito;
  readonly queues: Queues;
}

type Body = Readonly<Record<string, unknown>>;
type Action = (body: Body, parameters: readonly string[], request: HttpRequest) => unknown;

const bad = (text: string): AwsError => new AwsError('BadRequest', text, 400);

const json = (status: number, value: unknown): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

const bodyOf = ({ body, headers }: HttpRequest): Body => {
  const text = body.toString('utf8');
  // `curl -d '{...}'` calls JSON a form.
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') && !text.startsWith('{'))
    return Object.fromEntries(new URLSearchParams(text));
  if (text === '') return {};
  try {
    return JSON.parse(text) as Body;
  } catch {
    throw bad('The body is not JSON.');
  }
};

const duration = (text: unknown): number => {
  try {
    return Temporal.Duration.from(String(text)).total({
      unit: 'milliseconds',
      relativeTo: Temporal.PlainDate.from('2026-01-01'),
    });
  } catch {
    throw bad(`"advance" is an ISO duration such as PT15M, not ${JSON.stringify(text)}.`);
  }
};

/** The client of `Authorization: Basic`, or of the form. */
const clientOf = (body: Body, { headers }: HttpRequest): { id: string; secret: string } => {
  const [, encoded] = /^Basic (.+)$/.exec(headers.authorization ?? '') ?? [];
  const [id = '', secret = ''] = encoded ? Buffer.from(encoded, 'base64').toString().split(':') : [];
  return encoded ? { id, secret } : { id: String(body.client_id), secret: String(body.client_secret) };
};

const fateOf = (body: Body): Fate => {
  const recipient = String(body.recipient ?? '');
  const kind = String(body.type ?? 'Permanent');
  const diagnostic = body.diagnostic === undefined ? {} : { diagnostic: String(body.diagnostic) };
  if (kind === 'Permanent' || kind === 'Transient')
    return { kind: 'Bounce', recipient, permanent: kind === 'Permanent', ...diagnostic };
  if (kind === 'Complaint' || kind === 'DeliveryDelay') return { kind, recipient };
  if (kind === 'Delivery' || kind === 'Reject') return { kind };
  throw bad('"type" is Permanent, Transient, Complaint, DeliveryDelay, Delivery or Reject.');
};

/** Everything under `/_local`: what a person or a test does to the local cloud from outside. */
export const createControl = ({ platform, ses, topics, cognito, queues }: ControlPorts) => {
  const { clock, meter, faults, activity } = platform;
  const now = () => ({ now: new Date(clock.now()).toISOString() });

  const sentMail = (id = '') => {
    const mail = ses.outbox.find(id);
    if (!mail) throw new AwsError('NotFound', `There is no mail ${id} in the outbox.`, 404);
    return mail;
  };

  const actions: Readonly<Record<string, Action>> = {
    'GET health': () => ({ status: 'ok', ...now() }),
    'GET clock': now,
    'POST clock': async ({ advance }) => {
      await clock.advance(duration(advance));
      return now();
    },
    'POST settle': async () => {
      await activity.idle();
      return now();
    },
    'POST token': async ({ user }) => ({ token: await cognito.signIn(String(user)) }),
    'GET clients': () => ({ clients: cognito.clients() }),
    'POST oauth2/token': async (body, _parameters, request) => {
      const scopes = String(body.scope ?? '')
        .split(' ')
        .filter((scope) => scope !== '');
      const token = await cognito.clientCredentials({ ...clientOf(body, request), scopes });
      return { access_token: token, token_type: 'Bearer', expires_in: 3600 };
    },
    'GET outbox': async () => ({ messages: await ses.outbox.show() }),
    'GET outbox/*': (_body, [id]): HttpAnswer => ({
      status: 200,
      headers: { 'content-type': 'message/rfc822' },
      body: Buffer.from(sentMail(id).raw, 'base64'),
    }),
    'POST outbox/*/bounce': (body, [id]) => ({ published: ses.fates.publish(sentMail(id), fateOf(body)) }),
    'GET pages': () => ({ pages: topics.pages() }),
    'POST verdicts': (body) => {
      ses.verdicts.set(body as VerdictSettings);
      return {};
    },
    'GET faults': () => faults.settings(),
    'POST faults': (body) => {
      faults.set(body as FaultSettings);
      return {};
    },
    'GET meter': () => meter.read(),
    'POST meter': ({ capacity }) => {
      meter.reset();
      meter.capacity = capacity === true;
      return {};
    },
    'GET queues': () => ({
      queues: Object.fromEntries([...queues.all()].map(({ config, counts }) => [config.name, counts()])),
    }),
  };

  const find = (method: string, path: string): { action: Action; parameters: string[] } | undefined => {
    const steps = path.split('/');
    for (const [key, action] of Object.entries(actions)) {
      const [verb = '', pattern = ''] = key.split(' ');
      const wanted = pattern.split('/');
      if (verb !== method || wanted.length !== steps.length) continue;
      if (wanted.every((step, index) => step === '*' || step === steps[index]))
        return { action, parameters: steps.filter((_step, index) => wanted[index] === '*') };
    }
    return undefined;
  };

  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const found = find(request.method, request.url.pathname.replace(/^\/_local\//, ''));
    if (!found) return json(404, { message: `/_local has: ${Object.keys(actions).join(', ')}` });
    try {
      const result = await found.action(bodyOf(request), found.parameters, request);
      return typeof result === 'object' && result !== null && 'status' in result && 'body' in result
        ? (result as HttpAnswer)
        : json(200, result);
    } catch (error) {
      if (error instanceof AwsError) return json(error.status, { error: error.code, message: error.message });
      throw error;
    }
  };
};
