import type { Language } from '../../domain/case/vocabulary.ts';

/** What the printed record of a case says, in one language. */
export interface EvidenceWords {
  readonly title: string;
  readonly generated: (at: string) => string;
  readonly zone: (zone: string) => string;
  readonly allKept: (kept: number) => string;
  readonly missed: (missed: number, of: number) => string;
  readonly missedTitle: string;
  readonly allTitle: string;
  readonly promise: string;
  readonly promised: string;
  readonly done: string;
  readonly outcome: string;
  readonly by: string;
  readonly proof: string;
  /** Whose word a call is. */
  readonly sources: Readonly<Record<string, string>>;
  readonly kept: string;
  readonly notKept: string;
  readonly open: string;
  readonly noTime: string;
  readonly late: (span: string) => string;
  readonly early: (span: string) => string;
  readonly notYet: string;
  readonly measured: string;
  readonly verdict: Readonly<Record<string, string>>;
  readonly seconds: (api: number, smtp: number) => string;
  readonly from: (at: string) => string;
  readonly seenFrom: (places: string) => string;
  readonly timeline: string;
  readonly entry: string;
  readonly when: string;
  readonly what: string;
  readonly who: string;
  readonly hash: string;
  readonly internal: string;
  readonly intact: string;
  readonly broken: string;
  readonly verify: string;
  readonly types: Readonly<Record<string, string>>;
}

const es: EvidenceWords = {
  title: 'Registro de cumplimiento',
  generated: (at) => `Generado el ${at}.`,
  zone: (zone) => `Las horas están en la zona ${zone}.`,
  allKept: (kept) => `Las ${kept} promesas vencidas hasta ahora se cumplieron.`,
  missed: (missed, of) => `${missed} de ${of} promesas no se cumplieron.`,
  missedTitle: 'No cumplido',
  allTitle: 'Cláusula por cláusula',
  promise: 'Cláusula',
  promised: 'Prometido',
  done: 'Hecho',
  outcome: 'Resultado',
  by: 'Quién',
  proof: 'Prueba',
  sources: { agent: 'palabra del agente', 'call-record': 'registro de la central' },
  kept: '✓ Cumplido',
  notKept: '✗ No cumplido',
  open: '… En curso',
  noTime: 'sin plazo',
  late: (span) => `${span} tarde`,
  early: (span) => `${span} antes`,
  notYet: 'todavía no',
  measured: 'Indisponibilidad medida',
  verdict: {
    persistent: 'Persistente',
    intermittent: 'Intermitente',
    available: 'Disponible',
    'no-evidence': 'Nadie lo intentó',
  },
  seconds: (api, smtp) => `${api} segundos sin API, ${smtp} segundos sin SMTP`,
  from: (at) => `desde el ${at}`,
  seenFrom: (places) => `visto desde ${places}`,
  timeline: 'Cronología',
  entry: 'Entrada',
  when: 'Cuándo',
  what: 'Qué',
  who: 'Quién',
  hash: 'SHA-256',
  internal: 'interno',
  intact: 'La cronología está íntegra: cada entrada se sigue de la anterior.',
  broken: 'La cronología NO está íntegra: una entrada no se sigue de la anterior.',
  verify: 'Compruébelo con el mismo registro en JSON y «npm run verify-chain -- registro.json».',
  types: {
    'case.opened': 'Caso abierto',
    'critical.declared': 'Declarado crítico',
    'vital-information.recorded': 'Información vital completa',
    'vital-information.corrected': 'Información vital corregida',
    'message.received': 'Mensaje del cliente',
    'message.sent': 'Mensaje al cliente',
    'notice.sent': 'Aviso interno',
    'page.sent': 'Aviso de guardia',
    'page.receipt': 'Acuse del aviso',
    'page.acknowledged': 'Aviso tomado',
    'page.declined': 'Aviso pasado a otro',
    'callback.attempted': 'Llamada sin respuesta',
    'callback.reached': 'Llamada que llegó al cliente',
    'cadence.proposed': 'Cadencia propuesta',
    'cadence.agreed': 'Cadencia acordada',
    'update.sent': 'Actualización al cliente',
    'update.nudged': 'Recordatorio de actualización',
    'handover.noted': 'Traspaso',
    'workaround.given': 'Solución temporal',
    'unavailability.ended': 'Fin del problema',
    'unavailability.measured': 'Indisponibilidad medida',
    'closing-note.recorded': 'Nota de cierre',
    'deadline.missed': 'Plazo incumplido',
    'case.escalated': 'Escalado',
    'owner.assigned': 'Responsable asignado',
    'classification.changed': 'Reclasificado',
    'closure.proposed': 'Cierre propuesto',
    'closure.agreed': 'Cierre acordado',
    'closure.declined': 'Cierre rechazado',
    'case.closed': 'Caso cerrado',
    'case.reopened': 'Caso reabierto',
    'workflow.started': 'Flujo iniciado',
    'workflow.renewed': 'Flujo renovado',
  },
};

const en: EvidenceWords = {
  title: 'Record of what was promised and done',
  generated: (at) => `Written ${at}.`,
  zone: (zone) => `Times are in the zone ${zone}.`,
  allKept: (kept) => `All ${kept} promises that have fallen due were kept.`,
  missed: (missed, of) => `${missed} of ${of} promises were not kept.`,
  missedTitle: 'Not kept',
  allTitle: 'Clause by clause',
  promise: 'Clause',
  promised: 'Promised',
  done: 'Done',
  outcome: 'Outcome',
  by: 'By whom',
  proof: 'Proof',
  sources: { agent: 'the agent’s word', 'call-record': 'the telephone system’s record' },
  kept: '✓ Kept',
  notKept: '✗ Not kept',
  open: '… Running',
  noTime: 'no time set',
  late: (span) => `${span} late`,
  early: (span) => `${span} before`,
  notYet: 'not yet',
  measured: 'Unavailability as measured',
  verdict: {
    persistent: 'Persistent',
    intermittent: 'Intermittent',
    available: 'Available',
    'no-evidence': 'Nobody tried',
  },
  seconds: (api, smtp) => `${api} seconds without the API, ${smtp} seconds without SMTP`,
  from: (at) => `from ${at}`,
  seenFrom: (places) => `seen from ${places}`,
  timeline: 'Timeline',
  entry: 'Entry',
  when: 'When',
  what: 'What',
  who: 'Who',
  hash: 'SHA-256',
  internal: 'internal',
  intact: 'The timeline is intact: each entry follows from the one before.',
  broken: 'The timeline is NOT intact: an entry does not follow from the one before.',
  verify: 'Verify it with the same record as JSON and `npm run verify-chain -- record.json`.',
  types: {
    'case.opened': 'Case opened',
    'critical.declared': 'Declared critical',
    'vital-information.recorded': 'Vital information complete',
    'vital-information.corrected': 'Vital information corrected',
    'message.received': 'Message of the customer',
    'message.sent': 'Message to the customer',
    'notice.sent': 'Internal notice',
    'page.sent': 'Page',
    'page.receipt': 'Receipt of a page',
    'page.acknowledged': 'Page taken',
    'page.declined': 'Page passed on',
    'callback.attempted': 'Call that reached nobody',
    'callback.reached': 'Call that reached the customer',
    'cadence.proposed': 'Cadence proposed',
    'cadence.agreed': 'Cadence agreed',
    'update.sent': 'Update to the customer',
    'update.nudged': 'Reminder of an update',
    'handover.noted': 'Handover',
    'workaround.given': 'Workaround given',
    'unavailability.ended': 'Issue over',
    'unavailability.measured': 'Unavailability measured',
    'closing-note.recorded': 'Closing note',
    'deadline.missed': 'Deadline missed',
    'case.escalated': 'Escalated',
    'owner.assigned': 'Owner assigned',
    'classification.changed': 'Reclassified',
    'closure.proposed': 'Closing proposed',
    'closure.agreed': 'Closing agreed',
    'closure.declined': 'Closing declined',
    'case.closed': 'Case closed',
    'case.reopened': 'Case reopened',
    'workflow.started': 'Workflow started',
    'workflow.renewed': 'Workflow renewed',
  },
};

export const evidenceWords: Readonly<Record<Language, EvidenceWords>> = { es, en };
