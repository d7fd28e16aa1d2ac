import * as z from 'zod';
import { Language } from '../../domain/case/vocabulary.ts';
import { everyone, route } from './route.ts';
import { TamCard } from './views.ts';

export const TimeZone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  }, 'Name an IANA time zone, such as Europe/Madrid.');

export const MeView = z
  .object({
    id: z.string(),
    name: z.string(),
    address: z.string(),
    kind: z.enum(['contact', 'person', 'machine']),
    roles: z.array(z.enum(['contact', 'agent', 'representative', 'supervisor', 'tam'])),
    accountId: z.string().nullable(),
    accountName: z.string().nullable(),
    language: Language,
    timeZone: z.string(),
    caseMails: z
      .boolean()
      .optional()
      .describe('Of the desk’s people: whether a mail tells them what a customer did on a case of theirs'),
    tam: TamCard.nullable(),
    hotlineNumbers: z.array(z.string()),
    deskName: z.string(),
    supportAddress: z.string(),
  })
  .meta({ id: 'MeView' });
export type MeView = z.infer<typeof MeView>;

/** Who the caller is, and how they want to be spoken to. */
export const meRoutes = {
  me: route({
    method: 'get',
    path: '/me',
    tag: 'me',
    summary: 'Who I am, and my technical account manager',
    callers: everyone,
    answer: MeView,
    status: 200,
  }),
  setMyPreferences: route({
    method: 'put',
    path: '/me/preferences',
    tag: 'me',
    summary: 'My language, my time zone, and whether my cases write to me',
    callers: ['contact', 'agent', 'representative', 'supervisor', 'tam'],
    body: z.object({ language: Language, timeZone: TimeZone, caseMails: z.boolean().optional() }),
    answer: MeView,
    status: 200,
  }),
} as const;
