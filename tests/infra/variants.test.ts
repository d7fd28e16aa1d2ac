import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { describe, expect, it } from 'vitest';
import type { SettingsInput } from '../../infra/config.ts';
import { lintTemplates } from '../../infra/lint-templates.ts';
import { composed } from '../../infra/synth.ts';
import { emptyBundles, everything, givenDeployment } from './support/given.ts';

const [example = ''] =
  /(?<=```json\n)\{[\s\S]*?\n\}(?=\n```)/.exec(readFileSync('docs/deploying.md', 'utf8')) ?? [];

/** CDK validates every template against CloudFormation's schemas, and cdk-nag against its rules: either refuses. */
describe('every deployment that the settings allow', () => {
  it.each<{ settings: SettingsInput; because: string }>([
    { because: 'it is the one that the guide writes down', settings: JSON.parse(example) },
    { because: 'each optional part is in it', settings: everything },
    {
      because: 'it goes on with what an account already has',
      settings: {
        mail: { identity: 'existing' },
        restoredTable: {
          name: 'cases-restored',
          streamArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/cases-restored/stream/2026-11-24T00:00',
        },
      },
    },
  ])('is one that CloudFormation takes and no rule objects to: $because', ({ settings }) => {
    expect(lintTemplates(givenDeployment(settings).templates)).toEqual([]);
  });

  it('keeps every rule but that data are kept, when it is only a test', () => {
    const findings = lintTemplates(givenDeployment({ ...everything, removeDataOnDestroy: true }).templates);

    expect(findings.filter((finding) => !finding.endsWith('(data-is-kept)'))).toEqual([]);
  });
});

it('is refused at synth with a value that CloudFormation does not know', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guardia-refused-'));
  const app = composed({ outdir: folder, bundles: emptyBundles(folder), settings: {} });
  for (const table of app.node.findAll().filter((node) => node instanceof CfnTable)) {
    table.addPropertyOverride('BillingMode', 'FREE_OF_CHARGE');
  }

  expect(() => app.synth()).toThrow(/BillingMode/);
});
