import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { criticalIssueDefinition } from './definition.ts';

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly {
    readonly Condition: string;
    readonly Next: string;
    readonly Comment?: string;
  }[];
  readonly Catch?: readonly { readonly Next: string; readonly ErrorEquals: readonly string[] }[];
  readonly Resource?: string;
}

/** The page that shows the drawing, and where in it. */
export const page = join(resolve(import.meta.dirname, '..', '..'), 'docs', 'critical-issues.md');
const drawing = /(<!-- workflow -->\n)[\s\S]*?(\n<!-- \/workflow -->)/;

/** Draws a definition as a Mermaid flowchart: waits rounded, choices as diamonds, deadlines dotted. */
export function drawWorkflow(definition: string): string {
  const { StartAt, States } = JSON.parse(definition) as { StartAt: string; States: Record<string, State> };
  const ids = new Map(Object.keys(States).map((name, index) => [name, `s${index}`]));
  const id = (name: string): string => ids.get(name) ?? name;
  const lines = Object.entries(States).flatMap(([name, state]) => [
    `  ${id(name)}${shape(name, state)}`,
    ...(state.Choices ?? []).map(
      ({ Condition, Next, Comment }) => `  ${id(name)} -->|${Comment ?? stages(Condition)}| ${id(Next)}`,
    ),
    ...(state.Default === undefined ? [] : [`  ${id(name)} -->|otherwise| ${id(state.Default)}`]),
    ...(state.Next === undefined ? [] : [`  ${id(name)} --> ${id(state.Next)}`]),
    ...(state.Catch ?? []).map(
      ({ Next, ErrorEquals }) => `  ${id(name)} -.->|${cause(ErrorEquals)}| ${id(Next)}`,
    ),
  ]);
  return ['flowchart TD', `  start((start)) --> ${id(StartAt)}`, ...lines].join('\n');
}

function shape(name: string, { Type, Resource }: State): string {
  if (Type === 'Choice') return `{${name}}`;
  if (Type === 'Succeed') return `(((${name})))`;
  return Resource?.endsWith('.waitForTaskToken') === true ? `([${name}])` : `[${name}]`;
}

const cause = (errors: readonly string[]): string =>
  errors.includes('States.Timeout') ? 'deadline' : 'moved on';

const stages = (condition: string): string =>
  [...condition.matchAll(/"([^"]+)"/g)].map(([, stage]) => stage).join(', ');

/** The page as it stands with a drawing in its place. */
export function withDrawing(text: string, definition: string): string {
  return text.replace(drawing, `$1\`\`\`mermaid\n${drawWorkflow(definition)}\n\`\`\`$2`);
}

if (import.meta.main) {
  writeFileSync(page, withDrawing(readFileSync(page, 'utf8'), criticalIssueDefinition()));
}
