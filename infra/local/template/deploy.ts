import { createHash } from 'node:crypto';
import { LocalCloudError } from '../aws.ts';
import type { Assembly, StackTemplate } from './assembly.ts';
import { type Created, conditionHolds, referencesIn, resolveIn, type Scope } from './resolve.ts';

/** A resource to make or to bring up to date, intrinsics resolved. */
export interface Resource {
  readonly type: string;
  readonly logicalId: string;
  readonly stackName: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The same name at every start, for a resource that the template gives none. */
  physicalName(limits?: { readonly max?: number; readonly lower?: boolean }): string;
}

/** Makes the resources of one CloudFormation type. */
export interface ResourceHandler {
  /** Properties that are obeyed, and those that change nothing on one machine. Any other is refused. */
  readonly properties: readonly string[];
  readonly ignored?: readonly string[];
  /** Makes it, or at a later start brings it up to date; data stay. */
  put(resource: Resource): Created | Promise<Created>;
}

/** Handlers by type; a name that ends in `*` stands for every type that starts so. */
export type Handlers = Readonly<Record<string, ResourceHandler>>;

export interface Deployed {
  /** Outputs by `stack/output`. */
  readonly outputs: ReadonlyMap<string, unknown>;
  /** `Ref` and attributes of every resource, by `stack/logicalId`. */
  readonly resources: ReadonlyMap<string, Created & { readonly type: string }>;
}

/** Everywhere and nowhere: these say something about a resource to people, not to the cloud. */
const ALWAYS_IGNORED = ['Tags', 'Description'];

const handlerOf = (type: string, handlers: Handlers): ResourceHandler | undefined =>
  handlers[type] ??
  Object.entries(handlers).find(([name]) => name.endsWith('*') && type.startsWith(name.slice(0, -1)))?.[1];

const checkTypes = ({ stacks }: Assembly, handlers: Handlers): void => {
  for (const { id, template } of stacks)
    for (const [logicalId, { Type }] of Object.entries(template.Resources))
      if (!handlerOf(Type, handlers))
        throw new LocalCloudError(
          `${id}.template.json: ${logicalId} is of type ${Type}, which the local cloud does not know. ` +
            'Teach it in infra/local, or list it in infra/local/ignored.ts with the reason.',
        );
};

const checkProperties = (resource: Resource, handler: ResourceHandler): void => {
  const known = [...handler.properties, ...(handler.ignored ?? []), ...ALWAYS_IGNORED];
  if (known.includes('*')) return;
  const unknown = Object.keys(resource.properties).find((name) => !known.includes(name));
  if (unknown)
    throw new LocalCloudError(
      `Stack ${resource.stackName}: the local ${resource.type} does not know ${unknown} (${resource.logicalId}).`,
    );
};

/** Logical ids of a template, each after those it needs. */
const inOrder = ({ id, template }: StackTemplate): readonly string[] => {
  const ordered = new Set<string>();
  const visiting = new Set<string>();
  const visit = (logicalId: string): void => {
    const resource = template.Resources[logicalId];
    if (!resource || ordered.has(logicalId)) return;
    if (visiting.has(logicalId))
      throw new LocalCloudError(`${id}.template.json: ${logicalId} depends on itself, through others.`);
    visiting.add(logicalId);
    for (const needed of [resource.DependsOn ?? [], referencesIn(resource.Properties)].flat()) visit(needed);
    visiting.delete(logicalId);
    ordered.add(logicalId);
  };
  for (const logicalId of Object.keys(template.Resources)) visit(logicalId);
  return [...ordered];
};

const physicalName =
  (stackName: string, logicalId: string): Resource['physicalName'] =>
  ({ max = 80, lower = false } = {}) => {
    const whole = `${stackName}-${logicalId}`;
    const cut =
      whole.length <= max
        ? whole
        : `${whole.slice(0, max - 9)}-${createHash('sha256').update(whole).digest('hex').slice(0, 8)}`;
    return lower ? cut.toLowerCase() : cut;
  };

const putStack = async (
  stack: StackTemplate,
  handlers: Handlers,
  shared: Pick<Scope, 'outputs' | 'exports'>,
): Promise<ReadonlyMap<string, Created & { type: string }>> => {
  const created = new Map<string, Created & { type: string }>();
  const scope: Scope = { ...stack, ...shared, created };
  const resolve = resolveIn(scope);
  for (const logicalId of inOrder(stack)) {
    const { Type: type, Properties = {}, Condition } = stack.template.Resources[logicalId] ?? { Type: '' };
    const handler = handlerOf(type, handlers);
    if (!handler || (Condition !== undefined && !conditionHolds(Condition, scope))) continue;
    const { stackName } = stack;
    const properties = resolve(Properties) as Record<string, unknown>;
    const resource = {
      type,
      logicalId,
      stackName,
      properties,
      physicalName: physicalName(stackName, logicalId),
    };
    checkProperties(resource, handler);
    created.set(logicalId, { ...(await handler.put(resource)), type });
  }
  return created;
};

/**
 * Makes every resource of every stack, in the order of their references.
 *
 * @throws LocalCloudError for a type, property or intrinsic that the local cloud does not know.
 */
export const deploy = async (assembly: Assembly, handlers: Handlers): Promise<Deployed> => {
  checkTypes(assembly, handlers);
  const outputs = new Map<string, unknown>();
  const exports = new Map<string, unknown>();
  const resources = new Map<string, Created & { type: string }>();
  for (const stack of assembly.stacks) {
    const created = await putStack(stack, handlers, { outputs, exports });
    for (const [logicalId, one] of created) resources.set(`${stack.stackName}/${logicalId}`, one);
    const resolve = resolveIn({ ...stack, outputs, exports, created });
    for (const [name, { Value, Export }] of Object.entries(stack.template.Outputs ?? {})) {
      outputs.set(`${stack.stackName}/${name}`, resolve(Value));
      if (Export) exports.set(String(resolve(Export.Name)), resolve(Value));
    }
  }
  return { outputs, resources };
};
