import { type Block, type Fact, facts, link } from '../blocks.ts';
import type { Catalogue } from '../catalogue/index.ts';

interface OfCase {
  readonly texts: Catalogue;
  readonly values: { readonly number: string; readonly subject: string; readonly caseUrl: string };
}

/** Which case a mail is about, and what else is to be known at a glance. */
export function caseFacts({ texts, values }: OfCase, ...more: readonly Fact[]): Block {
  const { number, subject } = texts.common;
  return facts({ label: number, value: values.number }, { label: subject, value: values.subject }, ...more);
}

export function caseLink({ texts, values }: OfCase): Block {
  return link(texts.common.viewCase, values.caseUrl);
}

/** A fact whose value may be absent: none or one. */
export function factIf(label: string, value: string | undefined): Fact[] {
  return value === undefined || value === '' ? [] : [{ label, value }];
}

/** What a code is called; `otherwise` for one that the catalogue does not know. */
export function nameOf(code: string, names: Readonly<Record<string, string>>, otherwise: string): string {
  return Object.hasOwn(names, code) ? (names[code] ?? otherwise) : otherwise;
}
