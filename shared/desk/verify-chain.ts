import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { firstBrokenLink } from '../domain/case/chain.ts';
import type { TimelineEntry } from '../domain/case/events.ts';
import { sha256 } from './ids.ts';

const Entry = z.looseObject({
  id: z.string(),
  caseId: z.string(),
  seq: z.int(),
  type: z.string(),
  at: z.string(),
  visibility: z.string(),
  actor: z.looseObject({}),
  data: z.looseObject({}),
  contentHash: z.string(),
  hash: z.string(),
});
const Exported = z.object({ timeline: z.array(Entry), version: z.int(), lastHash: z.string() });
const Timeline = z.union([z.array(Entry), Exported]);

/**
 * Checks an exported timeline and says what it found in one sentence: whole entries with their hashes, as
 * an account's export holds them, by themselves or under `timeline` in their case, whose word on where the
 * timeline ends is then checked as well.
 *
 * @returns whether every entry follows from the one before
 */
export function verifyTimeline(json: string): { readonly intact: boolean; readonly finding: string } {
  const parsed = Timeline.safeParse(JSON.parse(json));
  if (!parsed.success) {
    return {
      intact: false,
      finding: 'This is no timeline with its hashes: export the account and use one of its cases.',
    };
  }
  const entries = (Array.isArray(parsed.data)
    ? parsed.data
    : parsed.data.timeline) as unknown as TimelineEntry[];
  if (entries.length === 0) return { intact: false, finding: 'The timeline is empty.' };
  const broken = firstBrokenLink(entries, sha256, Array.isArray(parsed.data) ? undefined : parsed.data);
  if (broken !== null) {
    return {
      intact: false,
      finding: `Entry ${broken} of ${entries.length} does not follow from the one before.`,
    };
  }
  return { intact: true, finding: `${entries.length} entries, each following from the one before.` };
}

if (import.meta.main) {
  const { intact, finding } = verifyTimeline(readFileSync(process.argv[2] ?? 0, 'utf8'));
  process.stdout.write(`${finding}\n`);
  process.exitCode = intact ? 0 : 1;
}
