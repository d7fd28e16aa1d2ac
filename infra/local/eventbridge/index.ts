export {
  type ApiDestination,
  type ApiDestinationOptions,
  type ConnectionAuth,
  createApiDestination,
  type HttpParameters,
} from './api-destination.ts';
export {
  type BusFaults,
  createEventBus,
  type EventBus,
  type EventBusOptions,
  type Rule,
  type RuleTarget,
} from './bus.ts';
export type { DeadLetter, Delivery, DeliveryPorts, RetryPolicy, TargetCall } from './deliveries.ts';
export { DeliveryDeferred, DeliveryError, EventBridgeError } from './errors.ts';
export { matches, type Pattern, parsePattern } from './pattern.ts';
export type { PutEventsEntry, PutEventsResult, PutEventsResultEntry } from './put-events.ts';
export { checkInput, type InputShape, type RuleContext, renderInput } from './render-input.ts';
