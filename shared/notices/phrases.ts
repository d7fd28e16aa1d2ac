import type { Language } from '../domain/case/vocabulary.ts';

/**
 * Sentences that the desk itself writes on a timeline, where a person would give a reason or sum up. Both
 * parties read them, in the language of the case; times come as `localTime` writes them.
 */
interface Phrases {
  readonly ownerOnLeave: (ownerName: string) => string;
  readonly shiftEnded: (ownerName: string) => string;
  readonly standing: (of: {
    readonly answeredAt: string | null;
    readonly customerWroteAt: string | null;
    readonly promisedAt: string | null;
  }) => string;
  readonly ownerSilent: (since: string) => string;
}

export const phrases: Readonly<Record<Language, Phrases>> = {
  es: {
    ownerOnLeave: (ownerName) => `${ownerName} no está disponible.`,
    shiftEnded: (ownerName) => `Ha terminado el turno de ${ownerName}.`,
    standing: ({ answeredAt, customerWroteAt, promisedAt }) =>
      sentences(
        answeredAt === null ? 'Falta la primera respuesta.' : `Última respuesta: ${answeredAt}.`,
        customerWroteAt === null ? null : `Último mensaje del cliente: ${customerWroteAt}.`,
        promisedAt === null ? null : `Próxima noticia prometida: ${promisedAt}.`,
      ),
    ownerSilent: (since) => `El responsable del caso debía dar señales antes del ${since}.`,
  },
  en: {
    ownerOnLeave: (ownerName) => `${ownerName} is not available.`,
    shiftEnded: (ownerName) => `The shift of ${ownerName} has ended.`,
    standing: ({ answeredAt, customerWroteAt, promisedAt }) =>
      sentences(
        answeredAt === null ? 'The first answer is still owed.' : `Last answer: ${answeredAt}.`,
        customerWroteAt === null ? null : `Last message of the customer: ${customerWroteAt}.`,
        promisedAt === null ? null : `Next word promised by: ${promisedAt}.`,
      ),
    ownerSilent: (since) => `The owner of the case was to be heard of by ${since}.`,
  },
};

const sentences = (...some: readonly (string | null)[]): string =>
  some.filter((one) => one !== null).join(' ');
