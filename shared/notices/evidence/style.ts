/** Reads on a screen, on a telephone and on paper; colour never says anything that words do not. */
export const evidenceStyle = `
:root { color-scheme: light; --text: #1c2024; --quiet: #5a6169; --rule: #c9ced4; --bad: #a4111b; --good: #0f6b36; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.25rem 4rem; background: #fff; color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
header p { margin: .125rem 0; }
.quiet { color: var(--quiet); }
.sum { font-weight: 600; border-left: .375rem solid var(--good); padding: .5rem .75rem; margin: 1.25rem 0; }
.sum.bad { border-color: var(--bad); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
caption { text-align: left; padding: 0 0 .5rem; color: var(--quiet); }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--rule); }
thead th { border-top: 0; border-bottom: 2px solid var(--text); white-space: nowrap; }
tbody th { font-weight: 400; min-width: 16rem; }
.clause { font-weight: 700; display: block; }
.kept { color: var(--good); font-weight: 700; white-space: nowrap; }
.missed { color: var(--bad); font-weight: 700; white-space: nowrap; }
ul { margin: 0; padding: 0; list-style: none; }
time { font-variant-numeric: tabular-nums; }
code { font: .8125rem/1.4 ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; word-break: break-all; }
a { color: inherit; }
@media print {
  @page { size: A4; margin: 16mm 14mm; }
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  table { font-size: 8.5pt; }
  code { font-size: 6.5pt; }
  h2 { break-after: avoid; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  a { text-decoration: none; }
}
`;
