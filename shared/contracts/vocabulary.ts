/** The words of the domain and the shapes of timeline entries, as types: what the web app may know of them. */
export type { CriticalEventType } from '../domain/case/critical-events.ts';
export type { CaseEvents, EventType } from '../domain/case/events.ts';
export type { AttachmentRef, NoticeKind, QuarantineReason, VerdictStatus } from '../domain/case/mail.ts';
export type {
  Actor,
  Category,
  Channel,
  CriticalStage,
  DeadlineKind,
  Language,
  Party,
  Rating,
  Severity,
  Side,
  Status,
} from '../domain/case/vocabulary.ts';
