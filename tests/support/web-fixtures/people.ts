import { at } from './cases.ts';

const hour = 60 * 60_000;

/** Who signs in, and as what. */
export const roles = {
  'ana@acme.example': ['contact'],
  'agent@guardia.example': ['agent'],
  'agent2@guardia.example': ['agent'],
  'representative@guardia.example': ['representative'],
  'tam@guardia.example': ['tam'],
  'supervisor@guardia.example': ['supervisor', 'agent'],
} as const;
export const names: Record<keyof typeof roles, string> = {
  'ana@acme.example': 'Ana Ruiz',
  'agent@guardia.example': 'Alba Gil',
  'agent2@guardia.example': 'Bruno Sanz',
  'representative@guardia.example': 'Rosa Prat',
  'tam@guardia.example': 'Teresa Amaya',
  'supervisor@guardia.example': 'Sergio Lara',
};

/** The desk's own people. */
export const people = (Object.keys(roles) as (keyof typeof roles)[])
  .filter((id) => id !== 'ana@acme.example')
  .map((personId, place) => ({
    personId,
    name: names[personId],
    address: personId,
    phone: '+34600000000',
    roles: [...(roles[personId] as readonly ('agent' | 'representative' | 'supervisor' | 'tam')[])],
    languages: place === 1 ? ['en' as const] : ['es' as const, 'en' as const],
    skills: ['smtp'],
    timeZone: 'Europe/Madrid',
    calendarId: 'madrid',
    away: place === 1,
    enabled: true,
    channels:
      place === 2
        ? []
        : [
            {
              channelId: 'c1',
              kind: 'sms' as const,
              address: '+34600000000',
              verifiedAt: at(-90 * 24 * hour),
            },
          ],
    openNow: place !== 2,
    version: 1,
  }));
