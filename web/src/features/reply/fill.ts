/** What a prepared answer may name; each is filled in from the case when it is used. */
export const variables = ['contactName', 'caseNumber', 'subject', 'accountName', 'agentName'] as const;
export type Variable = (typeof variables)[number];

/** Fills `{{contactName}}` and its like. A name that is not known stays, so that it is seen before sending. */
export function fillAnswer(template: string, values: Readonly<Record<Variable, string>>): string {
  return template.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
    name in values ? values[name as Variable] : whole,
  );
}
