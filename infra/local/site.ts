import type { HttpAnswer, HttpRequest } from './http-api/event.ts';

/** The dashboard's address, as long as the templates have no site. */
export const createSite =
  () =>
  async (_request: HttpRequest): Promise<HttpAnswer> => ({
    status: 404,
    headers: { 'content-type': 'text/plain' },
    body: 'The templates have no site: the API is under /v1, the controls of the local cloud under /_local.\n',
  });
