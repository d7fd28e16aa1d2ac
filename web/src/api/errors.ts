import type { Problem } from '../../../shared/contracts/api/route.ts';

/** The API refused, and said why (RFC 9457). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  /** Message by field; the form shows each at its input. */
  readonly fields: ReadonlyMap<string, string>;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.fields = new Map(problem.errors?.map(({ path, message }) => [path, message]));
  }
}

/** No answer came: offline, or the desk cannot be reached. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('No answer from the desk.', { cause });
    this.name = 'Unreachable';
  }
}

/** The session has ended and could not be renewed. */
export class SignedOut extends Error {
  constructor() {
    super('The session has ended.');
    this.name = 'SignedOut';
  }
}
