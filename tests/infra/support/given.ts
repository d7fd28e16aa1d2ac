import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import type { SettingsInput } from '../../../infra/config.ts';
import { list, type Resource, Templates } from '../../../infra/rules/templates.ts';
import { synthesise } from '../../../infra/synth.ts';

export interface Deployment {
  readonly folder: string;
  readonly templates: Templates;
  /** One stack's template, for assertions. */
  readonly stack: (part: StackPart) => Template;
}

/** Settings that deploy every optional part; Amazon Connect is not in every Region. */
export const everything: SettingsInput = {
  region: 'eu-central-1',
  mail: {
    domain: 'help.acme.example',
    supportAddress: 'support@help.acme.example',
    fromName: 'Soporte de Ácme & Cía',
    hostedZone: { id: 'Z0123456789ABC', name: 'acme.example' },
  },
  languages: ['en', 'es'],
  hotline: { connect: { alias: 'acme-hotline', country: 'ES' } },
  pagingService: { url: 'https://events.pagerduty.com/v2/enqueue', keySecretName: 'acme/pagerduty' },
  webUrl: 'https://desk.acme.example',
  webCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0b1c-2d3e',
  alarmEmail: 'oncall@acme.example',
  firstSupervisor: { address: 'eva@acme.example', name: 'Eva', language: 'es', timeZone: 'Europe/Madrid' },
  machineClients: ['billing', 'status-page'],
  signInMailThroughSes: true,
};

/** The stacks of a deployment, in the order in which they are deployed. */
export const stackParts = [
  'data',
  'email',
  'desk',
  'critical-issues',
  'integrations',
  'data-rights',
  'api',
  'web',
  'observability',
] as const;
export type StackPart = (typeof stackParts)[number];

/** The file that a stack is synthesised to. */
export function templateFile(part: StackPart): string {
  return `${part.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}.template.json`;
}

const synthesised = new Map<string, Deployment>();

/** The app synthesised with bundles that hold no code: templates do not depend on it. Once for the same settings. */
export function givenDeployment(settings: SettingsInput = {}): Deployment {
  const key = JSON.stringify(settings);
  const deployment = synthesised.get(key) ?? deploymentWith(settings);
  synthesised.set(key, deployment);
  return deployment;
}

function deploymentWith(settings: SettingsInput): Deployment {
  const folder = mkdtempSync(join(tmpdir(), 'guardia-synth-'));
  const outdir = synthesise({ outdir: join(folder, 'cdk.out'), bundles: emptyBundles(folder), settings });
  return {
    folder: outdir,
    templates: Templates.read(outdir),
    stack: (part) => Template.fromJSON(JSON.parse(readFileSync(join(outdir, templateFile(part)), 'utf8'))),
  };
}

/** A folder with an empty bundle for every function. */
export function emptyBundles(folder: string): string {
  const bundles = join(folder, 'functions');
  for (const name of readdirSync('functions')) {
    mkdirSync(join(bundles, name), { recursive: true });
    writeFileSync(join(bundles, name, 'index.mjs'), 'export const handler = async () => {};\n');
  }
  return bundles;
}

/** The function that is built from `functions/NAME`. */
export function functionOf(templates: Templates, name: string): Resource {
  const found = templates
    .ofType('AWS::Lambda::Function')
    .find(({ properties }) => properties.Description === `functions/${name}/handler.ts`);
  if (found === undefined) throw new Error(`No stack deploys functions/${name}.`);
  return found;
}

/** Every action that a function's role may do, in alphabetical order. */
export function actionsOf(templates: Templates, name: string): readonly string[] {
  return [...new Set(statementsOf(templates, name).flatMap(({ Action }) => list(Action).map(String)))].sort();
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The policy statements of a function's role. */
export function statementsOf(templates: Templates, name: string): readonly Statement[] {
  const { stack, properties } = functionOf(templates, name);
  const role = templates.target(stack, properties.Role);
  return templates
    .ofType('AWS::IAM::Policy')
    .filter((policy) =>
      list(policy.properties.Roles).some((ref) => templates.target(policy.stack, ref) === role),
    )
    .flatMap(
      ({ properties: policy }) => (policy.PolicyDocument as { Statement: readonly Statement[] }).Statement,
    );
}
