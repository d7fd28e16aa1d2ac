import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { App } from 'aws-cdk-lib';
import { compose } from './app.ts';
import { bundleFunctions, bundlesDir } from './bundle.ts';
import { parseSettings, type SettingsInput, settingsFromContext } from './config.ts';
import { inputsDigest, stamp, unstamp } from './inputs.ts';

const root = resolve(import.meta.dirname, '..');

export interface SynthesiseOptions {
  /** Where the templates and assets go. @default cdk.out */
  readonly outdir?: string;
  /** Settings in place of those of the context. @default the context's */
  readonly settings?: SettingsInput;
  /** More CDK context, as `-c key=value` gives it. @default none */
  readonly context?: Readonly<Record<string, unknown>>;
  /** The folder of bundles. @default .build/functions, as `bundleFunctions` fills it */
  readonly bundles?: string;
}

/** The app of these options, composed and not yet written. */
export function composed(options: SynthesiseOptions = {}): App {
  const app = new App({
    outdir: options.outdir ?? join(root, 'cdk.out'),
    analyticsReporting: false,
    treeMetadata: false,
    context: { ...cdkJson().context, ...options.context },
  });
  const settings = options.settings
    ? parseSettings(options.settings)
    : settingsFromContext((key) => app.node.tryGetContext(key));
  compose(app, { settings, bundles: options.bundles ?? bundlesDir });
  return app;
}

/**
 * Writes `OUTDIR/*.template.json` with no network and no AWS account, as `cdk synth` would.
 *
 * @returns the folder that was written.
 * @throws InvalidSettings for settings that cannot be deployed; Error when cdk-nag objects.
 */
export function synthesise(options: SynthesiseOptions = {}): string {
  return composed(options).synth().directory;
}

function cdkJson(): { context: Record<string, unknown> } {
  return JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { context: { type: 'string', short: 'c', multiple: true } } });
  const pairs = (values.context ?? []).map((pair) => {
    const [key = '', ...value] = pair.split('=');
    return [key, value.join('=')] as const;
  });
  const inputs = inputsDigest();
  const outdir = join(root, 'cdk.out');
  unstamp(outdir);
  await bundleFunctions();
  console.log(synthesise({ outdir, context: Object.fromEntries(pairs) }));
  // Settings of the command line are in no file, so nobody could tell these templates from others.
  if (pairs.length === 0) stamp(outdir, inputs);
}
