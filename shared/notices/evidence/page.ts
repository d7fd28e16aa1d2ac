import type { Language } from '../../domain/case/vocabulary.ts';
import { escapeHtml } from '../render-html.ts';
import { evidenceStyle } from './style.ts';
import { type EvidenceWords, evidenceWords } from './words.ts';

interface Clause {
  readonly clause: string;
  readonly sentence: string;
  readonly promised: string | null;
  readonly done: string | null;
  readonly kept: boolean | null;
  readonly by: string | null;
  readonly proof: readonly number[];
}
interface Measurement {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  readonly verdict: string;
  readonly persistentFrom: string | null;
  readonly unavailableSeconds: { readonly api: number; readonly smtp: number };
  readonly vantagePoints: readonly string[];
  readonly ledgerSha256: string;
}
interface Entry {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly hash: string;
  readonly actor?: { readonly name: string };
  readonly data?: object;
}

/** The record of a case (shared/desk/evidence.ts), as far as it is printed. */
export interface PrintedEvidence {
  readonly number: string;
  readonly subject: string;
  readonly accountName: string;
  readonly timeZone: string;
  readonly generatedAt: string;
  readonly chainIntact: boolean;
  readonly clauses: readonly Clause[];
  readonly unavailability: readonly Measurement[];
  readonly timeline: readonly Entry[];
}

/** What a page needs to say everything in one language and one zone. */
interface Voice {
  readonly t: EvidenceWords;
  readonly at: (instant: string) => string;
  readonly entries: ReadonlyMap<number, Entry>;
}

/**
 * The record as a page to print and to keep: what was not kept comes first, then every promise in the order in which
 * it was made, what was measured, and the whole timeline with its hashes. Complete in itself; every value escaped.
 *
 * @returns the page, and its style, whose hash the content security policy names
 */
export function evidencePage(
  of: PrintedEvidence,
  { language }: { readonly language: Language },
): { readonly html: string; readonly style: string } {
  const t = evidenceWords[language];
  const voice: Voice = {
    t,
    at: (instant) => timeHtml(instant, language, of.timeZone),
    entries: new Map(of.timeline.map((entry) => [entry.seq, entry])),
  };
  const missed = of.clauses.filter(({ kept }) => kept === false);
  const settled = of.clauses.filter(({ kept }) => kept !== null);
  const number = `${of.number.slice(0, 4)}-${of.number.slice(4)}`;
  const title = `${t.title} · ${number}`;
  const verdict = missed.length === 0 ? t.allKept(settled.length) : t.missed(missed.length, settled.length);
  const html = [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${evidenceStyle}</style>`,
    '</head>',
    '<body>',
    '<header>',
    `<h1>${escapeHtml(title)}</h1>`,
    `<p><strong>${escapeHtml(of.subject)}</strong>${of.accountName === '' ? '' : ` · ${escapeHtml(of.accountName)}`}</p>`,
    `<p class="quiet">${t.generated(voice.at(of.generatedAt))} ${escapeHtml(t.zone(of.timeZone))}</p>`,
    '</header>',
    '<main>',
    `<p class="sum${missed.length === 0 ? '' : ' bad'}">${escapeHtml(verdict)}</p>`,
    ...(missed.length === 0 ? [] : section(t.missedTitle, clauseTable(missed, t.missedTitle, voice))),
    ...section(t.allTitle, clauseTable(of.clauses, t.allTitle, voice)),
    ...(of.unavailability.length === 0
      ? []
      : section(t.measured, of.unavailability.map((one) => measurementHtml(one, voice)).join('\n'))),
    ...section(t.timeline, timelineHtml(of, voice)),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
  return { html, style: evidenceStyle };
}

const section = (title: string, content: string): string[] => [
  '<section>',
  `<h2>${escapeHtml(title)}</h2>`,
  content,
  '</section>',
];

function table(caption: string, columns: readonly string[], rows: readonly string[]): string {
  const heads = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join('');
  return [
    // Reached and scrolled by keyboard where it is wider than the screen.
    `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(caption)}">`,
    `<table><thead><tr>${heads}</tr></thead>`,
    `<tbody>${rows.join('\n')}</tbody></table></div>`,
  ].join('\n');
}

function clauseTable(clauses: readonly Clause[], caption: string, voice: Voice): string {
  const { t } = voice;
  return table(
    caption,
    [t.promise, t.promised, t.done, t.outcome, t.by, t.proof],
    clauses.map((clause) => clauseRow(clause, voice)),
  );
}

function clauseRow({ clause, sentence, promised, done, kept, by, proof }: Clause, voice: Voice): string {
  const { t, at } = voice;
  const outcome =
    kept === null
      ? `<span>${t.open}</span>`
      : `<span class="${kept ? 'kept' : 'missed'}">${kept ? t.kept : t.notKept}</span>`;
  return [
    '<tr>',
    // The contract is Spanish, whatever the language of the page.
    `<th scope="row"><span class="clause">${escapeHtml(clause)}</span><span lang="es">${escapeHtml(sentence)}</span></th>`,
    `<td>${promised === null ? t.noTime : at(promised)}</td>`,
    `<td>${done === null ? t.notYet : at(done)}</td>`,
    `<td>${outcome}${distance(promised, done, t)}</td>`,
    `<td>${escapeHtml(by ?? '–')}</td>`,
    `<td><ul>${proof.map((seq) => proofHtml(seq, voice)).join('')}</ul></td>`,
    '</tr>',
  ].join('');
}

function distance(promised: string | null, done: string | null, t: EvidenceWords): string {
  if (promised === null || done === null) return '';
  const seconds = Math.round((Date.parse(done) - Date.parse(promised)) / 1_000);
  return `<br>${seconds > 0 ? t.late(span(seconds)) : t.early(span(-seconds))}`;
}

/** Hours, minutes and seconds; as `4:05` or `1:04:05`. */
function span(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const short = `${minutes % 60}:${two(seconds % 60)}`;
  return minutes < 60 ? short : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

function proofHtml(seq: number, { t, entries }: Voice): string {
  const { type = '', data } = entries.get(seq) ?? {};
  const source =
    type === 'callback.reached' ? t.sources[String(Reflect.get(data ?? {}, 'source'))] : undefined;
  const said = source === undefined ? '' : ` <span class="quiet">(${escapeHtml(source)})</span>`;
  return `<li><a href="#e${seq}">${seq}</a> ${escapeHtml(t.types[type] ?? type)}${said}</li>`;
}

function measurementHtml(one: Measurement, { t, at }: Voice): string {
  const { verdict, persistentFrom, unavailableSeconds, vantagePoints, ledgerSha256, seq, by } = one;
  const parts = [
    `<strong>${escapeHtml(t.verdict[verdict] ?? verdict)}</strong>${persistentFrom === null ? '' : ` ${t.from(at(persistentFrom))}`}`,
    escapeHtml(t.seconds(unavailableSeconds.api, unavailableSeconds.smtp)),
    escapeHtml(t.seenFrom(vantagePoints.join(', '))),
    `${escapeHtml(by)}, <a href="#e${seq}">${seq}</a>`,
  ];
  return `<p>${parts.join(' · ')}<br><span class="quiet">${t.hash} <code>${escapeHtml(ledgerSha256)}</code></span></p>`;
}

function timelineHtml({ timeline, chainIntact }: PrintedEvidence, voice: Voice): string {
  const { t, at } = voice;
  const rows = timeline.map(({ seq, type, at: instant, hash, actor }) =>
    [
      `<tr id="e${seq}">`,
      `<td>${seq}</td>`,
      `<td>${at(instant)}</td>`,
      `<td>${escapeHtml(t.types[type] ?? type)}</td>`,
      `<td>${actor === undefined ? t.internal : escapeHtml(actor.name)}</td>`,
      `<td><code>${escapeHtml(hash)}</code></td>`,
      '</tr>',
    ].join(''),
  );
  const state = `<p class="sum${chainIntact ? '' : ' bad'}">${escapeHtml(chainIntact ? t.intact : t.broken)}</p>`;
  return `${state}<p class="quiet">${escapeHtml(t.verify)}</p>${table(t.timeline, [t.entry, t.when, t.what, t.who, t.hash], rows)}`;
}

/** To the second, because promises are kept or missed by seconds; with the offset, because zones change. */
function timeHtml(instant: string, language: Language, timeZone: string): string {
  const shown = new Intl.DateTimeFormat(language === 'es' ? 'es-ES' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    hourCycle: 'h23',
    timeZone: zoneOr(timeZone),
  }).format(Date.parse(instant));
  return `<time datetime="${escapeHtml(instant)}">${escapeHtml(shown)}</time>`;
}

function zoneOr(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
