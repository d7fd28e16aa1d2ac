/** An answer that the desk has prepared, in both languages of its customers. */
export interface CannedAnswer {
  readonly answerId: string;
  readonly title: string;
  readonly es: string;
  readonly en: string;
  readonly version: number;
}
