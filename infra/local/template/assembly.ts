import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalCloudError } from '../aws.ts';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
}

/** A CloudFormation template, as far as the local cloud reads it. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<
    Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>
  >;
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

export interface StackTemplate {
  /** The artifact's name: `Data` of `Data.template.json`. */
  readonly id: string;
  readonly stackName: string;
  readonly region: string;
  readonly template: Template;
}

export interface Assembly {
  /** Stacks, each after those it depends on. */
  readonly stacks: readonly StackTemplate[];
  /** Where the file or folder of an asset lies, by its S3 object key. */
  readonly assets: ReadonlyMap<string, string>;
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly dependencies?: readonly string[];
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly file?: string;
  };
}

interface AssetManifest {
  readonly files?: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
}

const readJson = <T>(file: string): T => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (cause) {
    throw new LocalCloudError(`${file} cannot be read: run "npm run synth".`, { cause });
  }
};

const inOrder = (artifacts: ReadonlyMap<string, Artifact>): readonly string[] => {
  const ordered = new Set<string>();
  const visit = (id: string): void => {
    if (ordered.has(id)) return;
    for (const dependency of artifacts.get(id)?.dependencies ?? []) visit(dependency);
    ordered.add(id);
  };
  for (const id of artifacts.keys()) visit(id);
  return [...ordered];
};

/** Reads what `npm run synth` wrote. @throws LocalCloudError when it is not there. */
export const loadAssembly = (directory: string): Assembly => {
  const manifest = readJson<{ artifacts: Record<string, Artifact> }>(join(directory, 'manifest.json'));
  const artifacts = new Map(Object.entries(manifest.artifacts));
  const stacks: StackTemplate[] = [];
  const assets = new Map<string, string>();
  for (const id of inOrder(artifacts)) {
    const { type, properties = {}, environment = '' } = artifacts.get(id) ?? { type: '' };
    if (type === 'aws:cloudformation:stack')
      stacks.push({
        id,
        stackName: properties.stackName ?? id,
        region: environment.split('/').at(-1) ?? '',
        template: readJson<Template>(join(directory, properties.templateFile ?? '')),
      });
    if (type === 'cdk:asset-manifest' && properties.file) {
      const { files = {} } = readJson<AssetManifest>(join(directory, properties.file));
      for (const { source, destinations } of Object.values(files))
        for (const { objectKey } of Object.values(destinations))
          assets.set(objectKey, join(directory, source.path));
    }
  }
  return { stacks, assets };
};

/** Whether a folder holds synthesised templates. */
export const isAssembly = (directory: string): boolean => existsSync(join(directory, 'manifest.json'));
