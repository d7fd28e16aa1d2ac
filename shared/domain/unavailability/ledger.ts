/**
 * One second of one vantage point, in counts. The contract: «"No Disponible" o "Indisponibilidad" significa cuando, en
 * un segundo dado, el Cliente intenta hacer llamadas API [...] y todas estas llamadas API fallan debido a un
 * tiempo de espera del servidor [...] o un error de servicio interno; y/o inyecciones SMTP [...]».
 */
export interface LedgerSecond {
  /** Seconds since 1970: the second from there to the next. */
  readonly second: number;
  readonly vantagePoint: string;
  readonly api: Tally;
  readonly smtp: Tally;
}

export interface Tally {
  readonly ok: number;
  /** The server did not answer in time. */
  readonly timeout: number;
  /** The server answered that it failed: HTTP 5xx, SMTP 4xx or 5xx of its own making. */
  readonly internalError: number;
  /** The client's own doing: 4xx, authentication, quota, its DNS. Says nothing about the server. */
  readonly clientError: number;
}

/** The two ways in; either one alone can be unavailable («y/o»). */
export const families = ['api', 'smtp'] as const;
export type Family = (typeof families)[number];

/**
 * Whether all attempts of a second failed by the server's fault. No attempt is no failure: silence proves nothing,
 * which is why probes supply attempts. Client errors are no attempts in this sense, for or against.
 */
export const isUnavailable = ({ ok, timeout, internalError }: Tally): boolean =>
  ok === 0 && timeout + internalError > 0;

const counts = ['ok', 'timeout', 'internalError', 'clientError'] as const;
export const nothing: Tally = { ok: 0, timeout: 0, internalError: 0, clientError: 0 };

/** The sum of two tallies; a count that is no natural number adds nothing. */
export function sum(one: Tally, other: Tally): Tally {
  const total = { ...one };
  for (const count of counts) {
    const added = other[count];
    total[count] += Number.isSafeInteger(added) && added > 0 ? added : 0;
  }
  return total;
}
