import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { firstBrokenLink, type LinkedEntry } from '../domain/case/chain.ts';
import { sha256 } from './ids.ts';

const Entry = z.looseObject({
  id: z.string(),
  caseId: z.string(),
  seq: z.int(),
  type: z.string(),
  at: z.string(),
  visibility: z.string(),
  contentHash: z.string(),
  hash: z.string(),
  actor: z.optional(z.looseObject({})),
  data: z.optional(z.looseObject({})),
  erased: z.optional(z.boolean()),
});
const Exported = z.object({ timeline: z.array(Entry), version: z.int(), lastHash: z.string() });
const Timeline = z.union([z.array(Entry), Exported]);

/**
 * Checks an exported timeline and says what it found: whole entries with their hashes, as an account's export and the
 * evidence of a case hold them, by themselves or under `timeline`, whose case then says where the timeline ends. Nothing
 * else is needed, and nobody is asked. Who kept the last hash from before knows that nothing was rewritten from some
 * entry on.
 *
 * @returns whether every entry follows from the one before
 */
export function verifyTimeline(json: string): { readonly intact: boolean; readonly finding: string } {
  const parsed = Timeline.safeParse(parseJson(json));
  if (!parsed.success) {
    return {
      intact: false,
      finding:
        'This is no timeline with its hashes: take the evidence of a case as JSON, or a case of an export.',
    };
  }
  const { data: given } = parsed;
  const entries = Array.isArray(given) ? given : given.timeline;
  const last = entries.at(-1);
  if (last === undefined) return { intact: false, finding: 'The timeline is empty.' };
  const end = Array.isArray(given) ? { version: last.seq, lastHash: last.hash } : given;
  const head = { version: end.version, lastHash: end.lastHash, partly: true };
  const broken = firstBrokenLink(entries as unknown as LinkedEntry[], sha256, head);
  if (broken !== null) {
    const { type, at } = entries[broken - 1] ?? last;
    return {
      intact: false,
      finding: `Entry ${broken} of ${entries.length} (${type}, ${at}) was changed, or does not follow from the one before.`,
    };
  }
  const unread = entries.filter(({ data, erased }) => data === undefined || erased === true);
  const unreadable =
    unread.length === 0
      ? ''
      : ` The content of ${unread.length} could not be checked, withheld or erased: ${unread.map(({ seq }) => seq).join(', ')}.`;
  return {
    intact: true,
    finding: `${entries.length} entries, each following from the one before. The last hash is ${last.hash}.${unreadable}`,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

if (import.meta.main) {
  const { intact, finding } = verifyTimeline(readFileSync(process.argv[2] ?? 0, 'utf8'));
  process.stdout.write(`${finding}\n`);
  process.exitCode = intact ? 0 : 1;
}
