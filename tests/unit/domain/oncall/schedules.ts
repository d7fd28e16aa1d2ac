import type { ContactChannel, Layer, Responder, Schedule } from '../../../../shared/domain/oncall/index.ts';

export const aChannel = (override: Partial<ContactChannel> = {}): ContactChannel => ({
  channelId: 'mail',
  kind: 'mail',
  address: 'oncall@guardia.example',
  enabled: true,
  verifiedAt: '2026-01-01T00:00:00.000Z',
  verifiedUntil: null,
  delaySeconds: 0,
  ...override,
});

export const aResponder = (personId: string, override: Partial<Responder> = {}): Responder => ({
  personId,
  name: personId,
  enabled: true,
  channels: [aChannel({ channelId: `${personId}-mail` })],
  ...override,
});

/** A primary seat around the clock, handed over each Monday at 09:00 in Madrid, ana first. */
export const aLayer = (override: Partial<Layer> = {}): Layer => ({
  layerId: 'madrid',
  role: 'primary',
  timeZone: 'Europe/Madrid',
  rotation: {
    unit: 'week',
    every: 1,
    startsOn: '2025-12-29',
    handoffAt: '09:00',
    members: ['ana', 'ben', 'cleo'],
  },
  windows: [],
  from: null,
  until: null,
  ...override,
});

export const aSchedule = (override: Partial<Schedule> = {}): Schedule => ({
  scheduleId: 'severity-1',
  name: 'Severity 1',
  layers: [aLayer()],
  overrides: [],
  swaps: [],
  leave: [],
  ...override,
});

export const people: readonly Responder[] = ['ana', 'ben', 'cleo', 'dan'].map((id) => aResponder(id));
