export type { ExecutionDescription, Page, StateMachine, StateMachines } from './api.ts';
export { StatesApiError } from './errors.ts';
export type { ExecutionStatus, HistoryEvent } from './execution.ts';
export { renderMermaid } from './graph.ts';
export type { Json } from './json.ts';
export { parseDefinition } from './parse.ts';
export {
  type CallContext,
  FunctionError,
  type ServiceCall,
  type StatesPorts,
  type Transition,
} from './ports.ts';
export { createStateMachines } from './state-machines.ts';
