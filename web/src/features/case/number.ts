/** A case number as people read it out: `4821-9355`. */
export function sayNumber(number: string): string {
  return /^\d{8}$/.test(number) ? `${number.slice(0, 4)}-${number.slice(4)}` : number;
}
