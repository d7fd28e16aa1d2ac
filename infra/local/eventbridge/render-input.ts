import { EventBridgeError } from './errors.ts';

/** How a rule's target shapes the event before it is sent (CloudFormation `AWS::Events::Rule` Target). */
export interface InputShape {
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: {
    readonly InputPathsMap?: Readonly<Record<string, string>>;
    readonly InputTemplate: string;
  };
}

/** What the reserved variables of an input template stand for. */
export interface RuleContext {
  readonly ruleArn: string;
  readonly ruleName: string;
  readonly ingestionTime: string;
}

type EventObject = Readonly<Record<string, unknown>>;

const PATH = /^\$(?:\.[\w/-]+|\[(?:\d+|\*)\])*$/;
const PLACEHOLDER = /<([\w.-]+)>/g;
const STRING_OR_BLANK = /("(?:[^"\\]|\\.)*")|\s+/g;
const RESERVED: Record<string, (event: EventObject, rule: RuleContext) => unknown> = {
  'aws.events.rule-arn': (_, rule) => rule.ruleArn,
  'aws.events.rule-name': (_, rule) => rule.ruleName,
  'aws.events.event.ingestion-time': (_, rule) => rule.ingestionTime,
  'aws.events.event': ({ detail: _, ...envelope }) => envelope,
  'aws.events.event.json': (event) => event,
};

const invalid = (message: string): EventBridgeError => new EventBridgeError('ValidationException', message);

/**
 * Checks a target's input shape as `PutTargets` does.
 *
 * @throws EventBridgeError `ValidationException` for two shapes at once, a path beyond dots, indices and `[*]`,
 *   or a template with a variable that nothing defines.
 */
export const checkInput = (target: InputShape): void => {
  const { Input, InputPath, InputTransformer } = target;
  if ([Input, InputPath, InputTransformer].filter((shape) => shape !== undefined).length > 1)
    throw invalid('Only one of Input, InputPath, or InputTransformer must be provided.');
  if (Input !== undefined) parsed(Input, 'Input');
  if (InputPath !== undefined) checkPath(InputPath);
  if (!InputTransformer) return;
  const paths = InputTransformer.InputPathsMap ?? {};
  for (const [name, path] of Object.entries(paths)) {
    if (/^aws\./i.test(name)) throw invalid(`InputPathsMap key ${name} must not start with AWS.`);
    checkPath(path);
  }
  for (const [, name = ''] of InputTransformer.InputTemplate.matchAll(PLACEHOLDER))
    if (!(name in RESERVED) && !(name in paths))
      throw invalid(`InputTemplate contains the placeholder <${name}>, which InputPathsMap does not define.`);
};

const checkPath = (path: string): void => {
  if (!PATH.test(path)) throw invalid(`The JSON path ${path} uses more than dots, indices and [*].`);
};

const parsed = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(`${what} is not valid JSON: ${text.slice(0, 200)}`);
  }
};

/** The value at a simple JSON path, or undefined. */
const valueAt = (root: unknown, path: string): unknown => {
  const steps = path.match(/[\w/-]+|\*/g) ?? [];
  return steps.reduce<unknown>((node, step) => {
    if (step === '*') return node;
    if (Array.isArray(node) && !/^\d+$/.test(step)) return node.map((one: unknown) => child(one, step));
    return child(node, step);
  }, root);
};

const child = (node: unknown, key: string): unknown =>
  typeof node === 'object' && node !== null && Object.hasOwn(node, key)
    ? (node as Record<string, unknown>)[key]
    : undefined;

/** Objects inside a template's string lose their quotes; strings are inserted as they are, never escaped. */
const insideString = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '').replaceAll('"', '');

const asValue = (value: unknown): string => JSON.stringify(value ?? '');

const fill = (template: string, resolve: (name: string) => unknown): string => {
  let open = false;
  return template.replace(/\\.|"|<([\w.-]+)>/g, (token, name: string | undefined) => {
    if (token === '"') open = !open;
    if (name === undefined) return token;
    return open ? insideString(resolve(name)) : asValue(resolve(name));
  });
};

/**
 * The text that a target receives for an event: a constant, a part, a filled template, or the event itself.
 *
 * As on AWS, values are inserted into strings unescaped, a path that finds nothing becomes empty text, and
 * `<aws.events.event>` is the event without its detail (EventBridge user guide, "Input transformation").
 *
 * @throws EventBridgeError `ValidationException` when the filled template is not JSON: never worth a retry.
 */
export const renderInput = (target: InputShape, event: EventObject, rule: RuleContext): string => {
  const { Input, InputPath, InputTransformer } = target;
  if (Input !== undefined) return Input;
  if (InputPath !== undefined) return JSON.stringify(valueAt(event, InputPath) ?? null);
  if (!InputTransformer) return JSON.stringify(event);
  const paths = InputTransformer.InputPathsMap ?? {};
  const filled = fill(InputTransformer.InputTemplate, (name) => {
    const path = paths[name];
    return path === undefined ? RESERVED[name]?.(event, rule) : valueAt(event, path);
  });
  const minified = filled.replace(STRING_OR_BLANK, '$1');
  parsed(minified, 'The transformed input');
  return minified;
};
