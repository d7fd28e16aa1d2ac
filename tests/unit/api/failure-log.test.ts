import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { expect, it, vi } from 'vitest';
import { createApp } from '../../../functions/api/app.ts';
import { behindGateway } from '../../../functions/api/gateway.ts';
import { routes } from '../../../shared/contracts/api/index.ts';
import type { Principal } from '../../../shared/domain/access/principal.ts';

const agent: Principal = {
  id: 'agent',
  name: 'Elena',
  address: 'agent@guardia.example',
  kind: 'person',
  roles: ['agent'],
  accountId: null,
  scopes: [],
};

it('logs a failed request by the id of the access log and its case, and tells the caller neither', async () => {
  const error = new Error('the table is not there');
  const logger = { error: vi.fn() };
  const app = createApp({
    routes: { readCase: routes.readCase },
    handlers: { readCase: () => Promise.reject(error) },
    principalOf: async () => agent,
    commandUses: { begin: async () => 'fresh', giveBack: async () => {} },
    now: () => '2026-11-26T08:00:00.000Z',
    logger,
  });

  const answer = await behindGateway(app)({
    rawPath: '/v1/cases/01JD4',
    rawQueryString: '',
    headers: {},
    requestContext: { domainName: 'api.test', requestId: 'q1W2e3', http: { method: 'GET' } },
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer);

  expect(answer).toMatchObject({ statusCode: 500 });
  expect(answer.body).not.toContain('table');
  expect(logger.error).toHaveBeenCalledWith('request failed', {
    error,
    requestId: 'q1W2e3',
    caseId: '01JD4',
  });
});
