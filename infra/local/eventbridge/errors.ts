/** What an EventBridge call answers when it fails; `name` is the error name that AWS uses. */
export class EventBridgeError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** A delivery that a target did not take. `retriable` decides between another try and the dead-letter queue. */
export class DeliveryError extends Error {
  readonly retriable: boolean;
  readonly retryAfterMs: number;

  constructor(name: string, message: string, options: { retriable: boolean; retryAfterMs?: number }) {
    super(message);
    this.name = name;
    this.retriable = options.retriable;
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }
}

/** A target that may not be called before `untilMs` (its rate is spent): no try is counted. */
export class DeliveryDeferred extends Error {
  readonly untilMs: number;

  constructor(untilMs: number) {
    super(`the target takes nothing more before ${new Date(untilMs).toISOString()}`);
    this.name = 'DeliveryDeferred';
    this.untilMs = untilMs;
  }
}

/** Errors that another try cannot heal: EventBridge sends these straight to the dead-letter queue. */
const PERMANENT =
  /AccessDenied|NotAuthorized|NoPermission|ResourceNotFound|NotFoundException|NonExistentQueue|QueueDoesNotExist|StateMachineDoesNotExist|Validation|Invalid|Malformed|MissingParameter|TooLarge/;

/** Reads any failure as EventBridge would: permissions, missing targets and bad input are never retried. */
export const asDeliveryError = (failure: unknown): DeliveryError => {
  if (failure instanceof DeliveryError) return failure;
  const error = failure instanceof Error ? failure : new Error(String(failure));
  return new DeliveryError(error.name, error.message, { retriable: !PERMANENT.test(error.name) });
};
