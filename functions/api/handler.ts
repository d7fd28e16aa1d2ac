import { Logger } from '@aws-lambda-powertools/logger';
import { readEnvironment } from '../_runtime/environment.ts';
import { createApp } from './app.ts';
import { connectApi } from './connect.ts';
import { env } from './env.ts';
import { behindGateway } from './gateway.ts';
import { principals } from './principal.ts';
import { apiRoutes, handlersOf } from './routes/index.ts';

let invocations = 0;
const desk = await connectApi(readEnvironment(env), () => invocations);
const serve = behindGateway(
  createApp({
    routes: apiRoutes,
    handlers: handlersOf(desk),
    principalOf: principals(desk.directory, Date.now),
    commandUses: desk.commandUses,
    now: desk.now,
    logger: new Logger(),
  }),
);

/** The HTTP API. */
export const handler: typeof serve = (event) => {
  invocations += 1;
  return serve(event);
};
