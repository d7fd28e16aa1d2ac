import type { NoticeKind } from '../../domain/case/mail.ts';
import type { DeadlineKind, Language } from '../../domain/case/vocabulary.ts';
import { en } from './en.ts';
import { es } from './es.ts';

/** The texts of one language: a key that one language has and another lacks does not compile. */
export type Catalogue = typeof es;

export const catalogues = { es, en } as const satisfies Record<Language, CompleteCatalogue>;

/** What every catalogue holds at least: a new kind of notice or deadline needs its texts to compile. */
interface CompleteCatalogue extends Catalogue {
  readonly notices: Catalogue['notices'] & Record<NoticeKind, Readonly<Record<string, string>>>;
  readonly deadlines: Catalogue['deadlines'] & Record<DeadlineKind, string>;
}
