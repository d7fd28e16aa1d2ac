/**
 * The `min` build is 121 KB in a bundle, two thirds of it the numbering plans of the world; `max` is 194 KB and
 * only adds the kind of line, which nothing here asks. Import this module lazily where cold starts matter.
 */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { InvalidInput } from '../../errors/index.ts';

/** A telephone number that can be called from anywhere. */
export interface PhoneNumber {
  /** ITU-T E.164: `+34911234567`. */
  readonly e164: string;
  /** ISO 3166-1 code; null for numbers of no country, such as +800. */
  readonly country: string | null;
  /** As people of the country write it for the world: `+34 911 23 45 67`. */
  readonly international: string;
  /**
   * False for a number that the numbering plan we carry does not know: plans change, so it is a reason to read it
   * back twice, and none to turn away a caller in need.
   */
  readonly known: boolean;
  /** What to dial once connected; null if nothing. */
  readonly extension: string | null;
}

const longest = 60;

/**
 * Reads a number as people write it: its country code exists and its length is right there.
 *
 * @param defaultCountry ISO 3166-1 code that a number without `+` belongs to; null asks for the `+`
 * @throws InvalidInput `invalid-phone-number` saying what to write
 */
export function parsePhone(text: string, defaultCountry: string | null = null): PhoneNumber {
  const country = defaultCountry !== null && isSupportedCountry(defaultCountry) ? defaultCountry : undefined;
  const number = text.length > longest ? undefined : parse(text, country);
  if (number?.isPossible()) {
    return {
      e164: number.number,
      country: number.country ?? null,
      international: number.formatInternational(),
      known: number.isValid(),
      extension: number.ext ?? null,
    };
  }
  const how = text.trim().startsWith('+')
    ? 'It has too few or too many digits for its country: check them.'
    : 'Begin with + and the country code, such as +34 911 23 45 67.';
  throw new InvalidInput(
    `"${text.slice(0, longest)}" is not a telephone number. ${how}`,
    [{ path: 'phone', message: how }],
    'invalid-phone-number',
  );
}

/** `extract: false`: a text that only contains a number somewhere is not one. */
const parse = (text: string, country: CountryCode | undefined) =>
  parsePhoneNumberFromString(text, {
    extract: false,
    ...(country !== undefined && { defaultCountry: country }),
  });
