import { describe, expect, it } from 'vitest';
import type { Case } from '../../../../shared/domain/case/case.ts';
import { seal } from '../../../../shared/domain/case/chain.ts';
import { decideReclassify } from '../../../../shared/domain/case/classify.ts';
import { decideOpen } from '../../../../shared/domain/case/open.ts';
import { defaultTargets, type Terms } from '../../../../shared/domain/case/terms.ts';
import type { Actor } from '../../../../shared/domain/case/vocabulary.ts';

const now = '2026-11-24T09:00:00.000Z';
const terms: Terms = {
  targets: defaultTargets,
  timeZone: 'UTC',
  businessTime: (from) => from,
  opensAfter: () => null,
};
const agent: Actor = { kind: 'agent', id: 'agent', name: 'Elena' };
const ana: Actor = { kind: 'contact', id: 'ana', name: 'Ana' };
const sha256 = () => '0'.repeat(64);
const party = { address: 'ana@acme.example', name: 'Ana' };

const critical = (): Case =>
  seal(
    null,
    decideOpen(
      {
        number: '48219355',
        accountId: 'acme',
        subject: 'Down',
        category: 'bug',
        severity: 'critical',
        channel: 'dashboard',
        language: 'es',
        requester: party,
        parties: [party],
        quarantine: null,
        message: {
          from: party,
          to: [],
          cc: [],
          subject: 'Down',
          text: 'Down',
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
        },
      },
      { now, actor: ana, terms },
    ),
    { caseId: 'c1', sha256 },
  ).after;

const applied = (of: Case, entries: Parameters<typeof seal>[1]): Case =>
  entries.length === 0 ? of : seal(of, entries, { caseId: 'c1', sha256 }).after;

describe('a critical issue becomes non-critical', () => {
  it.each([
    { first: 'desk', second: 'customer', because: 'the customer agrees with the desk' },
    { first: 'customer', second: 'desk', because: 'the desk agrees with the customer' },
  ] as const)('once both say so: $because', ({ first, second }) => {
    const actorOf = (side: 'desk' | 'customer') => (side === 'desk' ? agent : ana);
    const proposed = applied(
      critical(),
      decideReclassify(critical(), { by: first, reason: 'Not down.' }, { now, actor: actorOf(first), terms }),
    );
    expect(proposed).toMatchObject({ severity: 'critical', reclassification: { by: first } });
    const agreed = applied(
      proposed,
      decideReclassify(proposed, { by: second, reason: 'Yes.' }, { now, actor: actorOf(second), terms }),
    );
    expect(agreed).toMatchObject({ severity: 'non-critical', reclassification: null });
  });

  it('never by one party alone, however often it says so', () => {
    const proposed = applied(
      critical(),
      decideReclassify(critical(), { by: 'desk', reason: 'Not down.' }, { now, actor: agent, terms }),
    );
    expect(
      decideReclassify(proposed, { by: 'desk', reason: 'Really.' }, { now, actor: agent, terms }),
    ).toEqual([]);
  });
});
