import type { Actor } from '../domain/case/vocabulary.ts';

/** The desk itself, acting by rule on what came in. */
export const intakeActor: Actor = { kind: 'system', id: 'mail-intake', name: 'Guardia' };

/** Amazon SES, telling what became of a mail. */
export const sesActor: Actor = { kind: 'system', id: 'ses', name: 'Amazon SES' };

/** A deployment, which gives a new desk what it needs to begin. */
export const deploymentActor: Actor = { kind: 'system', id: 'deployment', name: 'Guardia' };

/** The delivery of webhooks, which switches off those that do not answer. */
export const webhookActor: Actor = { kind: 'system', id: 'webhooks', name: 'Guardia' };
