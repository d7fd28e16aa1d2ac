import type { EventType } from './events.ts';

/** What the desk writes down of its own sending: nobody's decision hangs on it. */
export const ownRecords: readonly EventType[] = [
  'page.sent',
  'page.receipt',
  'notice.sent',
  'workflow.started',
  'workflow.renewed',
];
