import type { Span } from '../calendar/instant.ts';
import { openSpans } from '../calendar/weekly-hours.ts';
import type { CompiledLayer, CompiledSchedule } from './compiled.ts';

/**
 * Every epoch in a span at which anything about a schedule can change, in order, its start included: between
 * two neighbours nothing does, so looking at each once is looking at every second.
 *
 * @param others further epochs to look at, such as when a person's proof of a channel goes stale
 */
export function changePoints(
  { layers, absences }: CompiledSchedule,
  { start, end }: Span,
  others: readonly number[] = [],
): readonly number[] {
  const points = new Set<number>([start]);
  const add = (epoch: number) => {
    if (epoch > start && epoch < end) points.add(epoch);
  };
  const addEnds = (span: Span) => {
    add(span.start);
    add(span.end);
  };
  others.forEach(add);
  for (const stretches of absences.values()) stretches.forEach(addEnds);
  for (const layer of layers) {
    addEnds(layer);
    layer.overrides.forEach(addEnds);
    layer.swaps.forEach(addEnds);
    if (layer.windows !== null) for (const span of openSpans(layer.windows, start, end)) addEnds(span);
    for (const handoff of handoffs(layer, { start, end })) add(handoff);
  }
  return [...points].sort((a, b) => a - b);
}

function* handoffs({ handoff, turnAt }: CompiledLayer, { start, end }: Span): Generator<number> {
  for (let turn = Math.max(turnAt(start), 0); handoff(turn) < end; turn++) yield handoff(turn);
}
