import type { AnswerBudget } from '../aws/answer-budget.ts';
import type { Blobs } from '../aws/blobs.ts';
import type { CaseStore } from '../aws/case-store.ts';
import type { Directory } from '../aws/directory.ts';
import type { DirectoryWriter } from '../aws/directory-writer.ts';
import type { Language } from '../domain/case/vocabulary.ts';
import type { Hmac } from '../domain/mail/token.ts';
import type { OwnerRule } from './owner-rule.ts';

/** What a deployment is called and where it is reached. */
export interface DeskSettings {
  readonly deskName: string;
  /** The designated e-mail address of the contract. */
  readonly supportAddress: string;
}

/** What use cases work with. `now` and `newId` are here so that nothing below reads a clock or a dice. */
export interface Desk {
  readonly cases: CaseStore;
  readonly directory: Directory;
  readonly settings: DeskSettings;
  readonly hmac: Hmac;
  /** The instant, in UTC with milliseconds. */
  readonly now: () => string;
}

/** What it takes to decide and write, without signing anything. */
export type DecidingDesk = Pick<Desk, 'cases' | 'directory' | 'now'>;

export interface MailDesk extends Desk {
  readonly write: DirectoryWriter;
  /** The language for somebody of whom nothing is known. */
  readonly fallbackLanguage: Language;
  /** Told to whoever declares a critical issue by mail. */
  readonly hotlineNumbers: readonly string[];
  readonly owners: OwnerRule;
  /** Keeps a machine that hides what it is from being answered for ever. */
  readonly answers: AnswerBudget;
  readonly rawMail: Blobs;
  readonly attachments: Blobs;
}
