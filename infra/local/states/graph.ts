import type { State, States } from './definition.ts';
import { parseDefinition } from './parse.ts';

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
}

const MAX_LABEL = 60;

/** Mermaid ends a label at a line break, a colon or a semicolon, and reads `#` as the start of a code. */
const label = (text: string): string => {
  const plain = text.replace(/[\s:;#"]+/g, ' ').trim();
  return plain.length > MAX_LABEL ? `${plain.slice(0, MAX_LABEL - 1)}…` : plain;
};

const condition = (template: unknown): string =>
  typeof template === 'string' ? template.replace(/^\{%\s*|\s*%\}$/g, '') : String(template);

/** Stands for a state's name, which may hold anything, where Mermaid wants a word. */
const identifiers = (states: States): ReadonlyMap<string, string> => {
  const known = new Map<string, string>();
  const visit = (inner: States): void => {
    for (const [name, state] of Object.entries(inner.states)) {
      known.set(name, `s${known.size}`);
      for (const nested of nestedIn(state)) visit(nested);
    }
  };
  visit(states);
  return known;
};

const nestedIn = (state: State): readonly States[] => {
  if (state.type === 'Parallel') return state.branches;
  return state.type === 'Map' ? [state.processor] : [];
};

const edgesOf = (name: string, state: State): Edge[] => {
  if (state.type === 'Succeed' || state.type === 'Fail') return [{ from: name, to: '[*]' }];
  if (state.type === 'Choice')
    return [
      ...state.rules.map((rule) => ({ from: name, to: rule.next, label: label(condition(rule.condition)) })),
      ...(state.fallback === undefined ? [] : [{ from: name, to: state.fallback, label: 'otherwise' }]),
    ];
  const catchers = 'catchers' in state ? state.catchers : [];
  return [
    { from: name, to: state.next ?? '[*]' },
    ...catchers.map((catcher) => ({ from: name, to: catcher.next, label: label(catcher.errors.join(', ')) })),
  ];
};

/**
 * Draws a definition as a Mermaid state diagram: the text that the docs' picture is made from, so that the picture
 * cannot differ from what runs. Branches and items are drawn inside the state that runs them.
 *
 * @throws StatesApiError `InvalidDefinition`
 */
export const renderMermaid = (definition: unknown): string => {
  const machine = parseDefinition(definition);
  const ids = identifiers(machine);
  const idOf = (name: string): string => ids.get(name) ?? name;

  const draw = ({ startAt, states }: States, indent: string): string[] => [
    ...Object.entries(states).flatMap(([name, state]) => drawState({ name, state, indent })),
    `${indent}[*] --> ${idOf(startAt)}`,
    ...Object.entries(states)
      .flatMap(([name, state]) => edgesOf(name, state))
      .map(
        ({ from, to, label: text }) => `${indent}${idOf(from)} --> ${idOf(to)}${text ? ` : ${text}` : ''}`,
      ),
  ];

  const drawState = (drawn: { name: string; state: State; indent: string }): string[] => {
    const { name, state, indent } = drawn;
    const shape = state.type === 'Choice' ? [`${indent}state ${idOf(name)} <<choice>>`] : [];
    const title = `${indent}state "${label(name)}" as ${idOf(name)}`;
    const [first, ...others] = nestedIn(state);
    if (!first) return shape.length > 0 ? shape : [title];
    const inside = [
      ...draw(first, `${indent}  `),
      ...others.flatMap((branch) => [`${indent}  --`, ...draw(branch, `${indent}  `)]),
    ];
    return [`${title} {`, ...inside, `${indent}}`];
  };

  return ['stateDiagram-v2', ...draw(machine, '  ')].join('\n');
};
