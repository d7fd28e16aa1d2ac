import { Logger } from '@aws-lambda-powertools/logger';
import { openApiDocument } from '../../shared/contracts/api/openapi.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { createApp } from '../api/app.ts';
import { behindGateway } from '../api/gateway.ts';
import { principals } from '../api/principal.ts';
import { connectAdministration } from './connect.ts';
import { env } from './env.ts';
import { administrationHandlers, administrationRoutes } from './routes/index.ts';

const desk = await connectAdministration(readEnvironment(env));

/** The part of the HTTP API by which the desk is set up, and the API's own description. */
export const handler = behindGateway(
  createApp({
    routes: administrationRoutes,
    handlers: administrationHandlers(desk),
    document: openApiDocument,
    principalOf: principals(desk.directory, Date.now),
    commandUses: desk.commandUses,
    now: desk.now,
    logger: new Logger(),
  }),
);
