import { type Case, waitsForCustomer } from './case.ts';
import type { NewEntry } from './events.ts';
import { refuseInQuarantine, refuseOnClosed } from './message.ts';
import { openingDeadlines, type Terms } from './terms.ts';
import type { Actor, Category, DeadlineChanges, Severity, Side } from './vocabulary.ts';

interface Context {
  readonly now: string;
  readonly actor: Actor;
  readonly terms: Terms;
}

/** The clocks that belong to a critical issue alone. */
const criticalClocks: DeadlineChanges = {
  callback: null,
  'critical-update': null,
  'critical-update-nudge': null,
  handover: null,
  page: null,
};

/**
 * Lowers the severity of a critical issue, by agreement: the first party's word is a proposal, the other's
 * makes it so. Until then it is worked on as critical, whatever one of them thinks of it.
 */
export function decideReclassify(
  of: Case,
  { by, reason }: { by: Side; reason: string },
  context: Context,
): NewEntry[] {
  refuseOnClosed(of);
  refuseInQuarantine(of);
  const proposal = of.reclassification ?? null;
  if (proposal !== null && proposal.by !== by) {
    return decideClassify(of, { severity: 'non-critical', reason: proposal.reason }, context);
  }
  if (proposal !== null) return [];
  const { now, actor } = context;
  const data = { by, severity: 'non-critical' as const, reason };
  return [{ type: 'classification.proposed', at: now, actor, visibility: 'public', data }];
}

/**
 * Changes severity or category, with a reason. The clocks are derived anew from when the case opened, and
 * what has been kept stays kept; history is never rewritten (glpi#15429: a case is not late at birth of
 * a new class unless it was).
 */
export function decideClassify(
  of: Case,
  {
    severity = of.severity,
    category = of.category,
    reason,
  }: { severity?: Severity; category?: Category; reason: string },
  { now, actor, terms }: Context,
): NewEntry[] {
  refuseOnClosed(of);
  refuseInQuarantine(of);
  if (severity === of.severity && category === of.category) return [];
  const deadlines = severity === of.severity ? undefined : rederived(of, severity, { now, terms });
  return [
    {
      type: 'classification.changed',
      at: now,
      actor,
      visibility: 'public',
      data: {
        severity,
        category,
        previous: { severity: of.severity, category: of.category },
        reason,
        ...(deadlines === undefined ? {} : { deadlines }),
      },
    },
  ];
}

/**
 * What is owed under the other severity. An owner is owed all the same; and while we wait for the customer, no news.
 * A first answer that was missed is still the same promise, whatever the terms say of new ones.
 */
function rederived(
  of: Case,
  severity: Severity,
  { now, terms }: Pick<Context, 'now' | 'terms'>,
): DeadlineChanges {
  const none: DeadlineChanges = { 'first-response': null, update: null, 'owner-silence': null };
  // A proposal to close is void: it was about an issue that was not critical.
  if (severity === 'critical') return { ...none, 'closure-reminder': null, 'closure-lapse': null };
  return { ...criticalClocks, ...none, ...owedNews(of, { now, terms }) };
}

function owedNews(of: Case, { now, terms }: Pick<Context, 'now' | 'terms'>): DeadlineChanges {
  // Who closed it without an answer and reopened it has asked for news: the first answer is past.
  if (of.firstRespondedAt === null && of.reopened === 0) {
    const opening = openingDeadlines(of.openedAt, terms);
    return { 'first-response': of.missed['first-response'] ?? opening['first-response'] ?? null };
  }
  if (waitsForCustomer(of)) return {};
  return {
    update: terms.businessTime(now, terms.targets.updateMinutes),
    'owner-silence': terms.businessTime(now, terms.targets.ownerSilenceMinutes),
  };
}
