import { execFile } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build, type Plugin } from 'esbuild';

const root = resolve(import.meta.dirname, '..');

/** Where the bundles land: one folder a function, `index.mjs` inside. Source maps stay here, undeployed. */
export const bundlesDir = join(root, '.build', 'functions');

/** What Lambda makes needless of the SDK. */
export const standIns = {
  '@aws-sdk/credential-provider-node': join(import.meta.dirname, 'lambda-credentials.ts'),
  '@aws-sdk/endpoint-cache': join(import.meta.dirname, 'no-endpoint-cache.ts'),
  '@smithy/core/event-streams': join(import.meta.dirname, 'no-event-streams.ts'),
};

export interface BundledFunction {
  /** The folder's name under `functions/`. */
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
}

/** A client of the AWS SDK names its version to AWS and brings its whole package.json for it: kilobytes a client. */
const clientVersions: Plugin = {
  name: 'client-versions',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@aws-sdk[/\\]client-[\w-]+[/\\]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    }),
};

/**
 * Bundles every `functions/NAME/handler.ts` in one esbuild call, for Node 24 on Lambda, and builds the
 * dashboard into the bundle of the function that publishes it.
 *
 * The AWS SDK is bundled too: the runtime's own copy changes without notice and loads slower.
 *
 * @param outdir where the bundles go; what is there is removed.
 * @throws Error naming the folders that have an `env.ts` but no handler, or with what Vite said.
 */
export async function bundleFunctions(outdir: string = bundlesDir): Promise<readonly BundledFunction[]> {
  const names = functionNames();
  rmSync(outdir, { recursive: true, force: true });
  const [bundles] = await Promise.all([
    bundle(names, outdir),
    buildSite(join(outdir, 'publish-site', 'site')),
  ]);
  return bundles;
}

async function bundle(names: readonly string[], outdir: string): Promise<readonly BundledFunction[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => ({ in: `functions/${name}/handler.ts`, out: `${name}/index` })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    alias: standIns,
    minify: true,
    sourcemap: 'external',
    legalComments: 'none',
    metafile: true,
    plugins: [clientVersions],
    // CommonJS packages inside an ES module still ask for Node's own modules by `require`.
    banner: {
      js: "import{createRequire as guardiaRequire}from'node:module';const require=guardiaRequire(import.meta.url);",
    },
  });
  return names.map((name) => {
    const file = join(outdir, name, 'index.mjs');
    return { name, file, bytes: metafile.outputs[relative(root, file)]?.bytes ?? 0 };
  });
}

/** In a process of its own: Vite builds for whatever `NODE_ENV` says, which a test runner sets to `test`. */
async function buildSite(outdir: string): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const options = ['--config', join(root, 'web', 'vite.config.ts'), '--outDir', outdir, '--logLevel', 'warn'];
  await promisify(execFile)(process.execPath, [vite, 'build', ...options], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

function functionNames(): readonly string[] {
  const folders = readdirSync(join(root, 'functions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, 'functions', entry.name, 'env.ts')))
    .map((entry) => entry.name)
    .sort();
  const withoutHandler = folders.filter((name) => !existsSync(join(root, 'functions', name, 'handler.ts')));
  if (withoutHandler.length > 0) {
    throw new Error(`These folders of functions/ need a handler.ts: ${withoutHandler.join(', ')}`);
  }
  return folders;
}

if (import.meta.main) {
  for (const { name, bytes } of await bundleFunctions()) {
    console.log(`${name.padEnd(24)} ${(bytes / 1024).toFixed(0).padStart(5)} KB`);
  }
}
