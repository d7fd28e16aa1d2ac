import * as z from 'zod';
import type { Case } from './case.ts';

/**
 * The sentence of the contract that a case stands under now, by the number it has in docs/contract.md:
 * `NC` for a non-critical issue (Problema No Crítico), `C` for a critical one.
 */
export const clauses = {
  'NC-ii-1':
    'Los Clientes enviarán un ticket de soporte a través del panel de control de la plataforma o a una dirección de correo electrónico designada.',
  'NC-ii-2':
    'Un agente de Atención al Cliente responderá al Caso de Soporte por correo electrónico, durante el horario laboral.',
  'NC-ii-3':
    'El Cliente continuará proporcionando toda la información necesaria requerida para abordar el Problema No Crítico.',
  'NC-ii-4':
    'El agente de Atención al Cliente asignado tendrá la responsabilidad principal de contactar con el Cliente y proporcionará actualizaciones.',
  'NC-ii-5': 'El Cliente y Bird acordarán mutuamente cuándo se ha solucionado un Problema No Crítico.',
  'C-ii-1':
    'Los Clientes primero enviarán un ticket de soporte y luego podrán llamarnos al Línea Directa de Severidad 1.',
  'C-ii-2': 'Un agente de Soporte al Cliente devolverá la llamada dentro de los quince (15) minutos.',
  'C-ii-3':
    'El Problema Crítico se abordará hasta que haya terminado o se haya proporcionado una solución temporal.',
  'C-ii-4':
    'El Cliente recibirá actualizaciones de forma razonable y mutuamente acordada sobre la naturaleza del Problema Crítico y el tiempo esperado para la resolución.',
  'C-ii-5': 'El Cliente y Bird acordarán mutuamente cuándo se ha solucionado un Problema Crítico.',
} as const;
export type Clause = keyof typeof clauses;
export const ClauseId = z.enum(Object.keys(clauses) as [Clause, ...Clause[]]);

export function clauseOf(of: Case): Clause {
  if (of.severity === 'critical' && of.critical !== null) {
    if (of.status === 'closure-proposed' || of.status === 'closed') return 'C-ii-5';
    if (of.critical.clockStartedAt === null) return 'C-ii-1';
    if (of.critical.callbackReachedAt === null) return 'C-ii-2';
    return of.critical.updates === 0 ? 'C-ii-4' : 'C-ii-3';
  }
  switch (of.status) {
    case 'quarantined':
      return 'NC-ii-1';
    case 'waiting-on-customer':
      return 'NC-ii-3';
    case 'closure-proposed':
    case 'closed':
      return 'NC-ii-5';
    default:
      return of.firstRespondedAt === null ? 'NC-ii-2' : 'NC-ii-4';
  }
}
