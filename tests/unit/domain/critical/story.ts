import { createHash } from 'node:crypto';
import type { Case } from '../../../../shared/domain/case/case.ts';
import { seal } from '../../../../shared/domain/case/chain.ts';
import { decideDeclare } from '../../../../shared/domain/case/critical/declare.ts';
import type { CriticalContext } from '../../../../shared/domain/case/critical/guards.ts';
import type { VitalInformation } from '../../../../shared/domain/case/critical-events.ts';
import type { NewEntry, TimelineEntry } from '../../../../shared/domain/case/events.ts';
import { replay } from '../../../../shared/domain/case/evolve.ts';
import type { OutgoingMail } from '../../../../shared/domain/case/mail.ts';
import { defaultTargets, type Terms } from '../../../../shared/domain/case/terms.ts';
import type { Actor, Side } from '../../../../shared/domain/case/vocabulary.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const ana: Actor = { kind: 'contact', id: 'ana', name: 'Ana' };
export const marta: Actor = { kind: 'agent', id: 'marta', name: 'Marta' };
export const luis: Actor = { kind: 'agent', id: 'luis', name: 'Luis' };
export const rosa: Actor = { kind: 'representative', id: 'rosa', name: 'Rosa' };
export const clock: Actor = { kind: 'system', id: 'clock', name: 'Guardia' };

export const vital: VitalInformation = {
  companyName: 'Acme',
  contactName: 'Ana Ruiz',
  contactPhone: '+34600000001',
  contactEmail: 'ana@acme.example',
  description: 'Every injection times out.',
  language: 'es',
};

export const mail: OutgoingMail = {
  to: [{ address: 'ana@acme.example', name: 'Ana' }],
  cc: [],
  subject: 'Nothing goes out',
  language: 'es',
  notice: 'customer-update',
  variables: {},
  inReplyTo: null,
  references: [],
  automatic: false,
};

/** Business time that never closes: what is tested here are the critical clocks. */
export const terms: Terms = {
  targets: defaultTargets,
  timeZone: 'UTC',
  opensAfter: () => null,
  businessTime: (from, minutes) => new Date(Date.parse(from) + minutes * 60_000).toISOString(),
};

/** The instant at which every story begins. */
export const start = '2026-11-24T01:43:10.000Z';

/** An instant so many minutes after the story began. */
export const at = (minutes: number): string => new Date(Date.parse(start) + minutes * 60_000).toISOString();

export type StoryContext = CriticalContext & { readonly terms: Terms };

/** A case that grows by decisions; what is refused leaves it as it was. */
export class Story {
  readonly entries: TimelineEntry[] = [];
  #current: Case | null = null;

  get current(): Case {
    if (this.#current === null) throw new Error('The story has not begun.');
    return this.#current;
  }

  /** The case as its timeline alone tells it. */
  get replayed(): Case | null {
    return replay(this.entries);
  }

  add(entries: readonly NewEntry[]): this {
    if (entries.length === 0) return this;
    const change = seal(this.#current, entries, { caseId: 'case-1', sha256 });
    this.entries.push(...change.entries);
    this.#current = change.after;
    return this;
  }

  does(
    actor: Actor,
    minutes: number,
    decide: (of: Case, context: StoryContext) => readonly NewEntry[],
  ): this {
    const side: Side = actor.kind === 'contact' ? 'customer' : 'desk';
    return this.add(decide(this.current, { now: at(minutes), actor, side, terms }));
  }
}

/** A critical case of Ana's, opened at the start; with its vital information unless told otherwise. */
export function criticalStory({
  vitalInformation = vital,
}: {
  vitalInformation?: VitalInformation | null;
} = {}): Story {
  return new Story().add([
    {
      type: 'case.opened',
      at: start,
      actor: ana,
      visibility: 'public',
      data: {
        number: '48219355',
        accountId: 'acme',
        subject: 'Nothing goes out',
        category: 'bug',
        severity: 'critical',
        channel: 'dashboard',
        language: 'es',
        requester: { address: 'ana@acme.example', name: 'Ana' },
        parties: [{ address: 'ana@acme.example', name: 'Ana' }],
        quarantine: null,
        deadlines: { owner: at(60), 'first-response': at(240) },
      },
    },
    ...decideDeclare(
      {
        hotlineNumbers: ['+12025550143', '+12025550178'],
        pin: '481516',
        vitalInformation,
        source: 'dashboard',
      },
      { now: start, actor: ana },
    ),
  ]);
}

/** A call to Ana that reached her for three minutes. */
export const reachedCall = (minutes: number) => ({
  number: vital.contactPhone,
  startedAt: at(minutes),
  durationSeconds: 180,
  outcome: 'reached' as const,
  notes: null,
  source: 'agent' as const,
  mail: null,
});
