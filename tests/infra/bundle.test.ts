import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FileSystem } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../infra/bundle.ts';

const outdir = () => join(mkdtempSync(join(tmpdir(), 'guardia-bundles-')), 'functions');
const bundles = await bundleFunctions(outdir());

describe('the bundles', () => {
  it('hold every function that has an environment', () => {
    const functions = readdirSync('functions').filter((name) =>
      existsSync(join('functions', name, 'env.ts')),
    );

    expect(bundles.map(({ name }) => name)).toEqual(functions.sort());
  });

  it('are the same bytes each time, so that an unchanged function is not deployed', async () => {
    const digests = (built: typeof bundles) =>
      built.map(({ file }) => FileSystem.fingerprint(dirname(file), { exclude: ['*.map'] }));

    const again = await bundleFunctions(outdir());

    expect(digests(again)).toEqual(digests(bundles));
  });

  it('bring the dashboard along, in the bundle that publishes it', () => {
    const folder =
      bundles.find(({ name }) => name === 'publish-site')?.file.replace('index.mjs', 'site') ?? '';

    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toMatch(/src="\/assets\/[^"]+\.js"/);
  });

  it.each([
    { name: 'api', kilobytes: 500, because: 'somebody waits for its cold start' },
    { name: 'publish-events', kilobytes: 190, because: 'every event passes it' },
    { name: 'index-case', kilobytes: 250, because: 'it reads a case and writes words' },
    { name: 'deliver-webhook', kilobytes: 350, because: 'its own schema is a dozen fields' },
    { name: 'tick', kilobytes: 310, because: 'it wakes each minute' },
    { name: 'advance-critical', kilobytes: 310, because: 'a page waits for it' },
    { name: 'critical-step', kilobytes: 310, because: 'a page waits for it' },
    { name: 'send-page', kilobytes: 320, because: 'it is the page' },
  ])('keep $name under $kilobytes KB: $because', ({ name, kilobytes }) => {
    const bytes = bundles.find((bundle) => bundle.name === name)?.bytes;

    expect(bytes).toBeLessThan(kilobytes * 1000);
  });

  it('know nothing of the machine that they may run on', () => {
    const telling = bundles.filter(({ file }) =>
      /_local\b|infra\/local|fauxqs|dynoxide/.test(readFileSync(file, 'utf8')),
    );

    expect(telling).toEqual([]);
  });
});

describe('a bundle without credentials', () => {
  it('says which variables are missing, instead of looking for a profile', () => {
    const file = bundles.find(({ name }) => name === 'activate-receipt-rule')?.file ?? '';
    const script = `
      import { createServer } from 'node:http';
      const answers = createServer(async (request, response) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        console.log(body);
        response.end();
      }).listen(0, '127.0.0.1', async () => {
        const { handler } = await import(${JSON.stringify(file)});
        const ResponseURL = 'http://127.0.0.1:' + answers.address().port;
        await handler({ RequestType: 'Create', ResponseURL, ResourceProperties: { RuleSetName: 'ours' } }, {});
        answers.close();
      });
    `;

    const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      env: { AWS_REGION: 'eu-west-1' },
    });

    expect(JSON.parse(run.stdout)).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining('AWS_ACCESS_KEY_ID'),
    });
  });
});
