import { createHash } from 'node:crypto';
import { addBusinessTime, type Calendar, nextOpening } from '../../../../shared/domain/calendar/index.ts';
import { type Case, isMissed } from '../../../../shared/domain/case/case.ts';
import { seal } from '../../../../shared/domain/case/chain.ts';
import { decideDue } from '../../../../shared/domain/case/due.ts';
import type { CaseEvents, NewEntry, TimelineEntry } from '../../../../shared/domain/case/events.ts';
import { type Answer, decideAnswer, decideReceive } from '../../../../shared/domain/case/message.ts';
import { decideOpen, type Submission } from '../../../../shared/domain/case/open.ts';
import { defaultTargets, type Targets, type Terms } from '../../../../shared/domain/case/terms.ts';
import { type Actor, type DeadlineKind, deadlineKinds } from '../../../../shared/domain/case/vocabulary.ts';
import { aCalendar } from '../calendar/calendars.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const ana: Actor = { kind: 'contact', id: 'ana', name: 'Ana' };
export const elena: Actor = { kind: 'agent', id: 'elena', name: 'Elena' };
const party = { address: 'ana@acme.example', name: 'Ana', contactId: 'ana' };

/** Tuesday, 10:00 in Madrid. */
export const tuesday = '2026-11-24T09:00:00.000Z';

export function termsIn(calendar: Calendar = aCalendar(), targets: Partial<Targets> = {}): Terms {
  return {
    targets: { ...defaultTargets, ...targets },
    timeZone: 'Europe/Madrid',
    businessTime: (from, minutes) => addBusinessTime(calendar, from, minutes),
    opensAfter: (at) => nextOpening(calendar, at),
  };
}

export const message: CaseEvents['message.received'] = {
  from: party,
  to: [],
  cc: [],
  subject: 'A question',
  text: 'How do I rotate a key?',
  truncated: false,
  hasHtml: false,
  rawKey: null,
  messageId: null,
  attachments: [],
  refusedAttachments: [],
  automatic: null,
  verdicts: null,
  unreadable: false,
  asksAnswer: true,
};

const answer: Answer = {
  text: 'Like this.',
  mail: {
    to: [party],
    cc: [],
    subject: 'A question',
    language: 'es',
    notice: null,
    variables: {},
    inReplyTo: null,
    references: [],
    automatic: false,
  },
  attachments: [],
  nextUpdateAt: null,
  waitingOnCustomer: false,
  seenCustomerSeq: null,
};

type Context = { readonly now: string; readonly actor: Actor; readonly terms: Terms };
type Decision = (of: Case, context: Context) => readonly NewEntry[];

/** A case that grows by decisions at instants of its calendar. */
export class Story {
  readonly entries: TimelineEntry[] = [];
  readonly terms: Terms;
  now: string;
  current: Case;

  constructor(
    terms: Terms = termsIn(),
    { at = tuesday, ...fields }: Partial<Submission> & { at?: string } = {},
  ) {
    this.terms = terms;
    this.now = at;
    const submission: Submission = {
      number: '48219355',
      accountId: 'acme',
      subject: 'A question',
      category: 'information',
      severity: 'non-critical',
      channel: 'dashboard',
      language: 'es',
      requester: party,
      parties: [party],
      quarantine: null,
      message,
      ...fields,
    };
    const entries = decideOpen(submission, { now: at, actor: ana, terms });
    const change = seal(null, entries, { caseId: 'case1', sha256 });
    this.entries.push(...change.entries);
    this.current = change.after;
  }

  at(now: string): this {
    this.now = now;
    return this;
  }

  does(decide: Decision, actor: Actor = elena): this {
    const entries = decide(this.current, { now: this.now, actor, terms: this.terms });
    if (entries.length === 0) return this;
    const change = seal(this.current, entries, { caseId: 'case1', sha256 });
    this.entries.push(...change.entries);
    this.current = change.after;
    return this;
  }

  customerWrites(fields: Partial<CaseEvents['message.received']> = {}): this {
    return this.does((of, context) => decideReceive(of, { ...message, ...fields }, context), ana);
  }

  deskAnswers(fields: Partial<Answer> = {}, by: Actor = elena): this {
    return this.does((of, context) => decideAnswer(of, { ...answer, ...fields }, context), by);
  }

  /** Everything that has fallen due by now. */
  falls(): this {
    for (let before = -1; before !== this.current.version; ) {
      before = this.current.version;
      this.does((of, { now, terms }) => decideDue(of, { now, terms }));
    }
    return this;
  }

  due(kind: DeadlineKind): string | undefined {
    return this.current.deadlines[kind];
  }

  /** What is owed now and was missed. */
  late(): DeadlineKind[] {
    return deadlineKinds.filter((kind) => isMissed(this.current, kind));
  }

  /** Every breach, as it was recorded. */
  breaches(): string[] {
    return this.entries.flatMap((entry) =>
      entry.type === 'deadline.missed' ? [`${entry.data.kind} ${entry.data.dueAt}`] : [],
    );
  }

  missed(): string[] {
    return this.entries.flatMap((entry) => (entry.type === 'deadline.missed' ? [entry.data.kind] : []));
  }
}
