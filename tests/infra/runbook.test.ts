import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { givenDeployment } from './support/given.ts';

const runbook = readFileSync('docs/runbook.md', 'utf8');
const sections = new Map(
  runbook
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
);
/** With everything that can be switched on: an alarm of an option rings at night like any other. */
const everything = {
  runbookUrl: 'https://wiki.acme.example/runbook',
  region: 'eu-central-1',
  hotline: { connect: { alias: 'acme-desk', country: 'DE' } },
  pagingService: { url: 'https://events.pagerduty.com/v2/enqueue', keySecretName: 'guardia/pagerduty' },
};
const alarms = givenDeployment(everything).templates.ofType('AWS::CloudWatch::Alarm');
const names = alarms.map(({ properties }) => String(properties.AlarmName).replace(/^guardia-/, ''));

describe('the runbook', () => {
  it('has a section for every alarm, and none for an alarm that is gone', () => {
    expect([...sections.keys()].sort()).toEqual([...names].sort());
  });

  it.each([...sections])('says of %s what it means, where to look and what to do', (_name, section) => {
    expect(section).toMatch(/\*\*Description\.\*\* .+\*\*Investigation\.\*\* .+\*\*Resolution\.\*\* /s);
  });

  it('links only to sections that it has', () => {
    const links = [...runbook.matchAll(/\]\(#([a-z0-9-]+)\)/g)].map(([, name]) => name);

    expect(links.filter((name) => !sections.has(name ?? ''))).toEqual([]);
  });
});

describe('every alarm', () => {
  it.each(alarms.map(({ properties }) => ({ ...properties })))(
    '$AlarmName tells where to read what to do',
    (alarm) => {
      const name = String(Reflect.get(alarm, 'AlarmName')).replace(/^guardia-/, '');

      expect(Reflect.get(alarm, 'AlarmDescription')).toContain(`https://wiki.acme.example/runbook#${name}`);
    },
  );

  it('tells people when it rings and when it is over', () => {
    const silent = alarms.filter(({ properties }) => !properties.AlarmActions || !properties.OKActions);

    expect(silent).toEqual([]);
  });

  it('reaches the mailbox of the settings', () => {
    givenDeployment({ alarmEmail: 'oncall@acme.example' })
      .stack('observability')
      .hasResourceProperties('AWS::SNS::Subscription', {
        Protocol: 'email',
        Endpoint: 'oncall@acme.example',
      });
  });
});
