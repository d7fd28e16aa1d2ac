import type { Problem } from '../../shared/contracts/api/route.ts';
import { type ErrorKind, GuardiaError } from '../../shared/errors/index.ts';

const statusOf: Record<ErrorKind, { status: number; title: string }> = {
  invalid: { status: 400, title: 'Invalid input' },
  unauthenticated: { status: 401, title: 'Not signed in' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Not possible now' },
  stale: { status: 412, title: 'Changed meanwhile' },
  'too-large': { status: 413, title: 'Too large' },
  unavailable: { status: 503, title: 'Try again later' },
};

/** The only place where errors become HTTP answers; null for a defect, of which callers learn nothing. */
export function problemOf(error: unknown): Problem | null {
  if (!(error instanceof GuardiaError)) return null;
  const { status, title } = statusOf[error.kind];
  return {
    type: `urn:guardia:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    ...(error.fields.length === 0 ? {} : { errors: [...error.fields] }),
  };
}

export const defect: Problem = {
  type: 'urn:guardia:problem:defect',
  title: 'Something went wrong',
  status: 500,
  detail: 'The request could not be carried out. Nothing you sent is lost if you send it again.',
  code: 'defect',
};
