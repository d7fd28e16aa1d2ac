import type { Actor } from '../domain/case/vocabulary.ts';

/** The desk itself, acting by rule on what came in. */
export const intakeActor: Actor = { kind: 'system', id: 'mail-intake', name: 'Guardia' };

/** Amazon SES, telling what became of a mail. */
export const sesActor: Actor = { kind: 'system', id: 'ses', name: 'Amazon SES' };
