import * as z from 'zod';
import type { Founding } from '../../shared/desk/directory/found-desk.ts';

const Properties = z.object({
  Supervisor: z
    .object({ address: z.string(), name: z.string(), language: z.enum(['es', 'en']), timeZone: z.string() })
    .optional(),
  Machines: z.array(z.object({ clientId: z.string(), name: z.string() })).default([]),
});

/** @throws z.ZodError for properties that infra/constructs/desk-founding.ts does not write */
export function readFounding(properties: unknown): Founding {
  const { Supervisor, Machines } = Properties.parse(properties);
  return { supervisor: Supervisor ?? null, machines: Machines };
}
