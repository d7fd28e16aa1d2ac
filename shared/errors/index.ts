/** What went wrong, in the words a caller can act on; the HTTP mapper turns each kind into one status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'stale'
  | 'too-large'
  | 'unavailable';

/** One bad field of an input: `path` as the caller wrote it (`vitalInformation.contactPhone`), and what to do. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export interface GuardiaErrorOptions {
  readonly fields?: readonly FieldError[];
  readonly cause?: unknown;
}

/**
 * The base of every error that Guardia raises on purpose. `code` is stable and machine-readable
 * (`case-not-found`); the message says in one sentence what happened and what to do about it.
 * Anything else that is thrown is a defect and is hidden from callers.
 */
export class GuardiaError extends Error {
  override readonly name: string = 'GuardiaError';
  readonly kind: ErrorKind;
  readonly code: string;
  readonly fields: readonly FieldError[];

  constructor(kind: ErrorKind, code: string, message: string, options: GuardiaErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.code = code;
    this.fields = options.fields ?? [];
  }
}

/** The input is wrong: names every bad field at once. */
export class InvalidInput extends GuardiaError {
  override readonly name = 'InvalidInput';
  constructor(message: string, fields: readonly FieldError[] = [], code = 'invalid-input') {
    super('invalid', code, message, { fields });
  }
}

/** There is no such thing, or the caller may not know that there is. */
export class NotFound extends GuardiaError {
  override readonly name = 'NotFound';
  constructor(what: string, id: string) {
    super('not-found', `${what}-not-found`, `There is no ${what} ${id} that you can see.`);
  }
}

/** The caller is known but may not do this. */
export class Forbidden extends GuardiaError {
  override readonly name = 'Forbidden';
  constructor(message: string, code = 'forbidden') {
    super('forbidden', code, message);
  }
}

/** The state of things does not allow this now; the message says what would. */
export class Conflict extends GuardiaError {
  override readonly name = 'Conflict';
  constructor(code: string, message: string) {
    super('conflict', code, message);
  }
}

/** Somebody else changed it first: read again, then decide again. */
export class Stale extends GuardiaError {
  override readonly name = 'Stale';
  constructor(code: string, message: string) {
    super('stale', code, message);
  }
}

/** Nothing is wrong with the request: it may pass when it is sent again. */
export class Unavailable extends GuardiaError {
  override readonly name = 'Unavailable';
  constructor(code: string, message: string) {
    super('unavailable', code, message);
  }
}
