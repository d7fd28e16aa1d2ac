/** Pairs of text and ground, each at least 4.5:1 (WCAG 2.2, 1.4.3); a test computes them. */
export interface Palette {
  readonly ground: string;
  readonly text: string;
  /** Small print and labels. */
  readonly quiet: string;
  readonly link: string;
  readonly rule: string;
  readonly button: string;
  readonly onButton: string;
}

export const light: Palette = {
  ground: '#ffffff',
  text: '#1c2024',
  quiet: '#5a6169',
  link: '#0b57b7',
  rule: '#c9ced4',
  button: '#0b57b7',
  onButton: '#ffffff',
};

export const dark: Palette = {
  ground: '#17191c',
  text: '#e8eaed',
  quiet: '#a9b0b8',
  link: '#8ab8ff',
  rule: '#444a51',
  button: '#8ab8ff',
  onButton: '#10213a',
};
