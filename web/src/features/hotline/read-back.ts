/** The words in which a telephone number is read to a caller. */
export interface DigitWords {
  readonly digits: readonly string[];
  readonly plus: string;
}

/** The number as the API takes it: E.164, without the marks that people write between digits. */
export function plainNumber(typed: string): string {
  const plain = typed.replaceAll(/[\s().\-/]/g, '');
  return plain.startsWith('00') ? `+${plain.slice(2)}` : plain;
}

export function isPhone(typed: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(plainNumber(typed));
}

/** The number digit by digit, as it is read back: `plus three four · nine one one · …` in groups of three. */
export function readBack(typed: string, { digits, plus }: DigitWords): string {
  const number = plainNumber(typed).replace('+', '');
  const groups = [number.slice(0, 2), ...(number.slice(2).match(/\d{1,3}/g) ?? [])];
  const spoken = groups.map((group) => [...group].map((digit) => digits[Number(digit)] ?? '').join(' '));
  return `${plus} ${spoken.join(' · ')}`;
}
