import type { PhoneNumber } from './phone.ts';

/** A number to be read back to the caller, who says yes or corrects it. */
export interface ReadBack {
  /** The groups to show: `+34`, `911`, `23`, `45`, `67`. */
  readonly groups: readonly string[];
  /** The words to say, a pause after each group. */
  readonly spoken: string;
}

const words = {
  es: {
    digits: ['cero', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve'],
    plus: 'más',
    extension: 'extensión',
  },
  en: {
    digits: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
    plus: 'plus',
    extension: 'extension',
  },
} as const;

/** Digit by digit, because «novecientos once» and "double three" are where numbers go wrong. */
export function readBack({ e164, international, extension }: PhoneNumber, language: 'es' | 'en'): ReadBack {
  const { digits, plus, extension: ext } = words[language];
  const say = (text: string): string => [...text].map((digit) => digits[Number(digit)] ?? '').join(' ');
  const groups = groupsOf(e164, international);
  const spoken = groups.map((group) =>
    group.startsWith('+') ? `${plus} ${say(group.slice(1))}` : say(group),
  );
  const dialled = extension === null ? [] : [`${ext} ${say(extension)}`];
  return { groups, spoken: [...spoken, ...dialled].join(', ') };
}

/** The groups of the international format, without its signs and its extension. */
function groupsOf(e164: string, international: string): readonly string[] {
  const groups: string[] = [];
  let left = e164.length;
  for (const group of international.match(/\+?\d+/g) ?? []) {
    if (left === 0) break;
    groups.push(group);
    left -= group.length;
  }
  return groups;
}
