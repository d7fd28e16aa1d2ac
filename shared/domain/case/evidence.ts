import type { Case } from './case.ts';
import type { Clause } from './clause.ts';
import type { TimelineEntry } from './events.ts';
import type { DeadlineChanges, DeadlineKind } from './vocabulary.ts';

/** One promise of the contract on one case: what was promised, what was done, and the entries that prove it. */
export interface Evidence {
  readonly clause: Clause;
  /** By when it was promised; null where the contract sets no time. */
  readonly promised: string | null;
  readonly done: string | null;
  /** Null while it is neither done nor overdue. */
  readonly kept: boolean | null;
  readonly by: string | null;
  /** Places on the timeline. */
  readonly proof: readonly number[];
}

interface Promised {
  readonly kind: DeadlineKind;
  readonly clause: Clause;
  /** The moment at which an entry keeps the promise; null if it does not. */
  readonly keptAt: (entry: TimelineEntry) => string | null;
  /** Entries that belong to the story without keeping it: attempts, a breach. */
  readonly tells: (entry: TimelineEntry) => boolean;
}

const answered = (entry: TimelineEntry): string | null =>
  entry.type === 'message.sent' && entry.data.mail?.automatic !== true ? entry.at : null;
const breachOf = (kind: DeadlineKind) => (entry: TimelineEntry) =>
  entry.type === 'deadline.missed' && entry.data.kind === kind;

const promises: readonly Promised[] = [
  { kind: 'first-response', clause: 'NC-ii-2', keptAt: answered, tells: breachOf('first-response') },
  {
    kind: 'callback',
    clause: 'C-ii-2',
    keptAt: (entry) => (entry.type === 'callback.reached' ? entry.data.startedAt : null),
    tells: (entry) => entry.type === 'callback.attempted' || breachOf('callback')(entry),
  },
  {
    kind: 'critical-update',
    clause: 'C-ii-4',
    keptAt: (entry) => (entry.type === 'update.sent' ? entry.at : null),
    tells: (entry) =>
      ['cadence.agreed', 'update.nudged'].includes(entry.type) || breachOf('critical-update')(entry),
  },
  { kind: 'update', clause: 'NC-ii-4', keptAt: answered, tells: breachOf('update') },
];

/** The record of a case, clause by clause, in the order in which the promises were made. */
export function evidenceOf(of: Case, entries: readonly TimelineEntry[], now: string): readonly Evidence[] {
  const critical = entries.some(({ type }) => type === 'critical.declared');
  return [
    ticket(entries, critical),
    ...promises.flatMap((promised) => follow(promised, entries, now)),
    ...solutions(entries),
    ...closing(of, entries, critical),
  ];
}

interface Open {
  readonly due: string;
  readonly proof: readonly number[];
}

/**
 * Follows one clock through the timeline: each time it was set is a promise, until it is kept or taken back. One that
 * was already broken when its clock was taken back or set anew stays in the record as broken.
 */
function follow(
  { kind, clause, keptAt, tells }: Promised,
  entries: readonly TimelineEntry[],
  now: string,
): Evidence[] {
  const rows: Evidence[] = [];
  let open: Open | null = null;
  for (const entry of entries) {
    const owed: Open | null = told(open, entry, tells);
    const done = keptAt(entry);
    if (owed !== null && done !== null) {
      const proof = [...owed.proof, entry.seq];
      rows.push({ clause, promised: owed.due, done, kept: done <= owed.due, by: entry.actor.name, proof });
      open = reset(null, entry, kind);
      continue;
    }
    open = reset(owed, entry, kind);
    if (owed !== null && owed.due < entry.at && open?.due !== owed.due) {
      const proof = [...new Set([...owed.proof, entry.seq])];
      rows.push({ clause, promised: owed.due, done: null, kept: false, by: null, proof });
      open = reset(null, entry, kind);
    }
  }
  if (open !== null) {
    const kept = open.due < now ? false : null;
    rows.push({ clause, promised: open.due, done: null, kept, by: null, proof: open.proof });
  }
  return rows;
}

/** The promise with an entry that belongs to its story. */
function told(open: Open | null, entry: TimelineEntry, tells: Promised['tells']): Open | null {
  return open !== null && tells(entry) ? { ...open, proof: [...open.proof, entry.seq] } : open;
}

/** A new time is a new promise, a changed one goes on, null takes it back. */
function reset(open: Open | null, entry: TimelineEntry, kind: DeadlineKind): Open | null {
  if (entry.type === 'case.closed') return null;
  const changes: DeadlineChanges | undefined = 'deadlines' in entry.data ? entry.data.deadlines : undefined;
  const due = changes?.[kind];
  if (due === undefined) return open;
  return due === null ? null : { due, proof: [...new Set([...(open?.proof ?? []), entry.seq])] };
}

function ticket(entries: readonly TimelineEntry[], critical: boolean): Evidence {
  const proof = entries.filter(({ type }) =>
    ['case.opened', 'critical.declared', 'vital-information.recorded'].includes(type),
  );
  const [first] = entries;
  return {
    clause: critical ? 'C-ii-1' : 'NC-ii-1',
    promised: null,
    done: first?.at ?? null,
    kept: true,
    by: first?.actor.name ?? null,
    proof: proof.map(({ seq }) => seq),
  };
}

function solutions(entries: readonly TimelineEntry[]): Evidence[] {
  return entries.flatMap((entry): Evidence[] => {
    if (entry.type !== 'workaround.given' && entry.type !== 'unavailability.ended') return [];
    const done = entry.type === 'workaround.given' ? entry.data.givenAt : entry.data.endedAt;
    return [{ clause: 'C-ii-3', promised: null, done, kept: true, by: entry.actor.name, proof: [entry.seq] }];
  });
}

/** Two signatures: who proposed, and who of the other party agreed. */
function closing(of: Case, entries: readonly TimelineEntry[], critical: boolean): Evidence[] {
  const steps = entries.filter(({ type }) => type.startsWith('closure.') || type === 'case.closed');
  if (steps.length === 0) return [];
  const proposed = steps.findLast(({ type }) => type === 'closure.proposed');
  const agreed = steps.findLast(({ type }) => type === 'closure.agreed');
  const signatures = [proposed, agreed].flatMap((entry) => (entry === undefined ? [] : [entry.actor.name]));
  return [
    {
      clause: critical ? 'C-ii-5' : 'NC-ii-5',
      promised: null,
      done: of.closedAt,
      kept: of.status === 'closed' ? of.closedHow === 'agreed' : null,
      by: signatures.length === 0 ? null : signatures.join(', '),
      proof: steps.map(({ seq }) => seq),
    },
  ];
}
