import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RuleSetState, startFakeSes } from './support/fake-ses.ts';

const ours = 'guardia-mail';
const account: RuleSetState = { active: null, sets: new Map() };
const answers: Record<string, unknown>[] = [];
let servers: Server[] = [];
let responseUrl = '';
let handler: (event: CloudFormationCustomResourceEvent, context: Context) => Promise<void>;

beforeAll(async () => {
  const ses = await startFakeSes(account);
  const stack = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    answers.push(JSON.parse(Buffer.concat(chunks).toString()));
    response.end();
  });
  await new Promise<void>((resolve) => stack.listen(0, '127.0.0.1', resolve));
  responseUrl = `http://127.0.0.1:${(stack.address() as AddressInfo).port}/answer`;
  servers = [ses.server, stack];
  vi.stubEnv('AWS_ENDPOINT_URL', ses.url);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  ({ handler } = await import('../../functions/activate-receipt-rule/handler.ts'));
});

afterAll(() => {
  vi.unstubAllEnvs();
  for (const server of servers) server.close();
});

beforeEach(() => {
  account.active = null;
  account.sets.clear();
  answers.length = 0;
});

describe('deploying', () => {
  it('makes and activates a rule set in an account that has none', async () => {
    await request('Create');

    expect(account).toEqual({ active: ours, sets: new Map([[ours, []]]) });
    expect(answers).toMatchObject([
      { Status: 'SUCCESS', PhysicalResourceId: ours, Data: { RuleSetName: ours } },
    ]);
  });

  it("joins the customer's active rule set and leaves its rules alone", async () => {
    givenActive('theirs', ['newsletter', 'invoices']);

    await request('Create');

    expect(account).toEqual({ active: 'theirs', sets: new Map([['theirs', ['newsletter', 'invoices']]]) });
    expect(answers).toMatchObject([{ Status: 'SUCCESS', Data: { RuleSetName: 'theirs' } }]);
  });

  it('takes up the set that an interrupted deployment left behind', async () => {
    account.sets.set(ours, []);

    await request('Create');

    expect(account.active).toBe(ours);
    expect(answers).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: ours }]);
  });

  it('follows the customer to another active set, as a new resource', async () => {
    account.sets.set(ours, ['our-rule']);
    givenActive('theirs', []);

    await request('Update', ours);

    expect(answers).toMatchObject([{ PhysicalResourceId: 'theirs', Data: { RuleSetName: 'theirs' } }]);
  });
});

describe('destroying', () => {
  it('deactivates and deletes the set that it made', async () => {
    givenActive(ours, []);

    await request('Delete', ours);

    expect(account).toEqual({ active: null, sets: new Map() });
    expect(answers).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: ours }]);
  });

  it.each([
    {
      because: 'the set is the customer’s',
      physicalId: 'theirs',
      active: 'theirs',
      sets: { theirs: [] },
    },
    {
      because: 'the customer has put rules of their own into our set',
      physicalId: ours,
      active: ours,
      sets: { [ours]: ['newsletter'] },
    },
    {
      because: 'our set, active by now, belongs to the resource that replaced this one',
      physicalId: 'theirs',
      active: ours,
      sets: { [ours]: [], theirs: [] },
    },
  ])('touches nothing when $because', async ({ physicalId, active, sets }) => {
    for (const [name, rules] of Object.entries(sets)) account.sets.set(name, rules);
    account.active = active;

    await request('Delete', physicalId);

    expect(account).toEqual({ active, sets: new Map(Object.entries(sets)) });
    expect(answers).toMatchObject([{ Status: 'SUCCESS' }]);
  });

  it("deletes our idle set and leaves the customer's active", async () => {
    account.sets.set(ours, []);
    givenActive('theirs', ['newsletter']);

    await request('Delete', ours);

    expect(account).toEqual({ active: 'theirs', sets: new Map([['theirs', ['newsletter']]]) });
  });

  it('succeeds again when the first answer was lost', async () => {
    givenActive(ours, []);

    await request('Delete', ours);
    await request('Delete', ours);

    expect(answers).toMatchObject([{ Status: 'SUCCESS' }, { Status: 'SUCCESS' }]);
  });
});

it('tells CloudFormation why it failed, instead of leaving it to wait for an hour', async () => {
  await request('Create', undefined, '');

  expect(answers).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('log stream 2026/a') }]);
});

function givenActive(name: string, rules: string[]): void {
  account.sets.set(name, rules);
  account.active = name;
}

async function request(
  RequestType: 'Create' | 'Update' | 'Delete',
  PhysicalResourceId = '',
  RuleSetName = ours,
): Promise<void> {
  const event = {
    RequestType,
    ...(RequestType === 'Create' ? {} : { PhysicalResourceId }),
    ...(RequestType === 'Update' ? { OldResourceProperties: {} } : {}),
    ServiceToken: 'arn:aws:lambda:eu-west-1:000000000000:function:activate',
    ResponseURL: responseUrl,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'ActiveRuleSet',
    ResourceType: 'Custom::ActiveReceiptRuleSet',
    ResourceProperties: { ServiceToken: 'arn', RuleSetName },
  } as CloudFormationCustomResourceEvent;
  await handler(event, { logStreamName: '2026/a' } as Context);
}
