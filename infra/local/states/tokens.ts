import { randomBytes } from 'node:crypto';
import { StatesApiError } from './errors.ts';

/** Where a task token leads. */
export interface TokenPlace {
  readonly executionArn: string;
  readonly threadId: string;
}

/** A token names its place and adds what nobody can guess; it is good for one try of one task. */
export const makeToken = (place: TokenPlace): string =>
  Buffer.from(
    JSON.stringify([place.executionArn, place.threadId, randomBytes(16).toString('base64url')]),
  ).toString('base64url');

/** @throws StatesApiError `InvalidToken` for text that no token of ours can be. */
export const readToken = (token: string): TokenPlace => {
  try {
    const [executionArn, threadId, secret]: unknown[] = JSON.parse(
      Buffer.from(token, 'base64url').toString(),
    );
    if (typeof executionArn === 'string' && typeof threadId === 'string' && typeof secret === 'string')
      return { executionArn, threadId };
  } catch {
    // Not a token of ours, as below.
  }
  throw new StatesApiError('InvalidToken', 'Invalid Token: the provided token is not valid.');
};
