import { answerClosure, proposeClosure } from '../../../shared/desk/close-case.ts';
import { logCallback } from '../../../shared/desk/critical/log-callback.ts';
import { sendUpdate } from '../../../shared/desk/critical/send-update.ts';
import { declareEnd } from '../../../shared/desk/critical/tell-outcome.ts';
import { writeClosingNote } from '../../../shared/desk/critical/write-closing-note.ts';
import { submitCase } from '../../../shared/desk/submit-case.ts';
import type { Principal } from '../../../shared/domain/access/principal.ts';
import type { Role } from '../../../shared/domain/account/person.ts';
import type { CriticalWorld } from './world.ts';

const staff = (id: string, role: Role, name: string): Principal => ({
  id,
  name,
  address: `${id}@guardia.example`,
  kind: 'person',
  roles: [role],
  accountId: null,
  scopes: [],
});

export const agent = staff('agent', 'agent', 'Elena Ruiz');
export const agent2 = staff('agent2', 'agent', 'Marco Gil');
export const representative = staff('representative', 'representative', 'Rosa Vidal');
export const supervisor = staff('supervisor', 'supervisor', 'Sara Núñez');
export const ana: Principal = {
  id: 'ana',
  name: 'Ana García',
  address: 'ana@acme.example',
  kind: 'contact',
  roles: ['contact'],
  accountId: 'acme',
  scopes: [],
};

export const vital = {
  companyName: 'Acme Envíos',
  contactName: 'Ana García',
  contactPhone: '+34911234567',
  contactEmail: 'ana@acme.example',
  description: 'Every injection times out.',
  language: 'es' as const,
};

/** As short as a call may be: it is logged at once, before its end by no more than clocks differ. */
const reached = (startedAt: string) => ({
  number: vital.contactPhone,
  startedAt,
  durationSeconds: 20,
  outcome: 'reached' as const,
  notes: null,
  source: 'agent' as const,
});

/** What people do in the stories, in one line each. */
export const people = ({ desk, settle }: CriticalWorld) => ({
  submitCritical: async ({ complete = true }: { complete?: boolean } = {}): Promise<string> => {
    const { caseId } = await submitCase(desk, {
      principal: ana,
      commandKey: null,
      submitted: {
        subject: 'Nothing goes out',
        description: 'Every injection times out.',
        category: 'bug',
        severity: 'critical',
        attachmentIds: [],
        ...(complete ? { vitalInformation: vital } : {}),
      },
    });
    await settle();
    return caseId;
  },
  /** Logs a call that reached the customer; what comes of it is not waited for. */
  call: async (caseId: string, principal = agent): Promise<void> => {
    await logCallback(desk, { principal, caseId, call: reached(desk.now()) });
  },
  reach: async (caseId: string, principal = agent): Promise<void> => {
    await logCallback(desk, { principal, caseId, call: reached(desk.now()) });
    await settle();
  },
  miss: async (caseId: string): Promise<void> => {
    const call = {
      number: vital.contactPhone,
      startedAt: desk.now(),
      durationSeconds: 0,
      outcome: 'no-answer' as const,
      notes: null,
      source: 'agent' as const,
    };
    await logCallback(desk, { principal: agent, caseId, call });
    await settle();
  },
  update: async (caseId: string): Promise<void> => {
    const update = {
      nature: 'A database refuses writes.',
      changed: 'A replica takes over.',
      expectedResolutionAt: new Date(Date.parse(desk.now()) + 600 * 60_000).toISOString(),
      nextEstimateAt: null,
    };
    await sendUpdate(desk, { principal: agent, caseId, update });
    await settle();
  },
  end: async (caseId: string): Promise<void> => {
    await declareEnd(desk, { principal: agent, caseId, description: 'It is over.', at: null });
    await writeClosingNote(desk, {
      principal: agent,
      caseId,
      note: { cause: null, unavailableSeconds: null, followUps: [] },
    });
    await settle();
  },
  propose: async (caseId: string): Promise<void> => {
    await proposeClosure(desk, { principal: agent, caseId, summary: 'Over.' });
    await settle();
  },
  answer: async (caseId: string, agreed: boolean): Promise<void> => {
    await answerClosure(desk, { principal: ana, caseId, agreed, reason: agreed ? null : 'Still down.' });
    await settle();
  },
});
