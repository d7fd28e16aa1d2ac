import type { Principal } from '../../domain/access/principal.ts';
import { authorOf } from '../../domain/audit/change.ts';
import type { Language } from '../../domain/case/vocabulary.ts';
import { NotFound } from '../../errors/index.ts';
import { type DirectoryDesk, guarded } from './directory-desk.ts';

/** In which language and zone somebody is spoken to, and whether the cases of one of the desk's people write to them. */
export async function setPreferences(
  desk: DirectoryDesk,
  principal: Principal,
  {
    language,
    timeZone,
    caseMails,
  }: { language: Language; timeZone: string; caseMails?: boolean | undefined },
): Promise<void> {
  const { kind, id, accountId } = principal;
  const by = authorOf(principal, desk.now());
  if (kind === 'contact' && accountId !== null) {
    const before = await desk.directory.contact(accountId, id);
    if (before === null) throw new NotFound('contact', id);
    const value = { ...before, language, timeZone, version: before.version + 1 };
    await guarded(desk.write.putContact({ value, before, by }));
    return;
  }
  const before = await desk.directory.person(id);
  if (before === null) throw new NotFound('person', id);
  const languages = [language, ...before.languages.filter((other) => other !== language)];
  const mails = caseMails === undefined ? {} : { caseMails };
  const value = { ...before, ...mails, languages, timeZone, version: before.version + 1 };
  await guarded(desk.write.putPerson({ value, before, by }));
}
