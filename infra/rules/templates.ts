import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = unknown;
export type Properties = Readonly<Record<string, Json>>;

/** A resource of a template, with its stack's name. */
export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly properties: Properties;
  readonly deletionPolicy: string | undefined;
}

interface Template {
  readonly Resources?: Readonly<
    Record<string, { Type: string; Properties?: Properties; DeletionPolicy?: string }>
  >;
  readonly Outputs?: Readonly<Record<string, { Value: Json; Export?: Json }>>;
}

interface Artifact {
  readonly type: string;
  readonly properties: { readonly templateFile: string; readonly stackName: string };
}

/** The synthesised templates of an app, with the questions that rules ask of them. */
export class Templates {
  readonly resources: readonly Resource[];
  private readonly byStack: ReadonlyMap<string, Template>;

  /** @param byStack templates by the name of their stack */
  constructor(byStack: ReadonlyMap<string, Template>) {
    this.byStack = byStack;
    this.resources = [...byStack].flatMap(([stack, { Resources = {} }]) =>
      Object.entries(Resources).map(([id, resource]) => ({
        stack,
        id,
        type: resource.Type,
        properties: resource.Properties ?? {},
        deletionPolicy: resource.DeletionPolicy,
      })),
    );
  }

  /**
   * Reads a cloud assembly: the stacks that its manifest names.
   *
   * @throws Error when the folder is no cloud assembly.
   */
  static read(folder: string): Templates {
    const json = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const manifest = existsSync(join(folder, 'manifest.json')) ? json('manifest.json') : undefined;
    const artifacts = Object.values<Artifact>(manifest?.artifacts ?? {});
    const stacks = artifacts.filter(({ type }) => type === 'aws:cloudformation:stack');
    if (stacks.length === 0) throw new Error(`${folder} holds no stacks: run "npm run synth" first.`);
    return new Templates(
      new Map(stacks.map(({ properties }) => [properties.stackName, json(properties.templateFile)])),
    );
  }

  ofType(...types: readonly string[]): readonly Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** Every output with its stack. */
  outputs(): readonly { stack: string; id: string; value: Json; exported: boolean }[] {
    return [...this.byStack].flatMap(([stack, { Outputs = {} }]) =>
      Object.entries(Outputs).map(([id, output]) => ({
        stack,
        id,
        value: output.Value,
        exported: output.Export !== undefined,
      })),
    );
  }

  /** The resource that a value of `stack` refers to, by name or attribute, also through another stack's output. */
  target(stack: string, value: Json): Resource | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    if ('Ref' in value) return this.find(stack, value.Ref);
    if ('Fn::GetAtt' in value) {
      const path = value['Fn::GetAtt'];
      return Array.isArray(path) ? this.find(stack, path[0]) : undefined;
    }
    if ('Fn::GetStackOutput' in value) {
      const { StackName, OutputName } = value['Fn::GetStackOutput'] as {
        StackName: string;
        OutputName: string;
      };
      return this.target(StackName, this.byStack.get(StackName)?.Outputs?.[OutputName]?.Value);
    }
    return undefined;
  }

  private find(stack: string, id: Json): Resource | undefined {
    return this.resources.find((resource) => resource.stack === stack && resource.id === id);
  }
}

/** What a rule objects to. */
export interface Finding {
  readonly resource: { readonly stack: string; readonly id: string };
  /** What is wrong, in words that say what to do. */
  readonly problem: string;
}

/** One promise about every template; its file's name is its id. */
export interface Rule {
  readonly id: string;
  readonly check: (templates: Templates) => readonly Finding[];
}

/** The value at a path of nested properties, or undefined. */
export function at(value: Json, ...path: readonly string[]): Json {
  return path.reduce<Json>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Properties)[key] : undefined),
    value,
  );
}

/** A list from a value that CloudFormation lets be one thing or many. */
export function list(value: Json): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
