import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { everything, givenDeployment } from './support/given.ts';

const runbook = readFileSync('docs/runbook.md', 'utf8');
const sections = new Map(
  runbook
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
);
const { templates } = givenDeployment({ ...everything, runbookUrl: 'https://wiki.acme.example/runbook' });
const alarms = templates.ofType('AWS::CloudWatch::Alarm');
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

    const chapters = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );

    expect(links.filter((name = '') => !sections.has(name) && !chapters.includes(name))).toEqual([]);
  });

  it('names in its commands only alarms, functions and outputs that there are', () => {
    const called = (tool: string) => [
      ...runbook.matchAll(
        new RegExp(`(?:(?<=\`)|(?<=\\$\\())${tool} ([a-z]+(?:-[a-z]+)*)(?: ([A-Z]\\w+))?(?=[)\`" ])`, 'g'),
      ),
    ];
    const onQueues = new Set(
      alarms
        .filter(({ properties }) => properties.Namespace === 'AWS/SQS')
        .map(({ properties }) => String(properties.AlarmName).replace(/^guardia-/, '')),
    );
    const outputs = new Set(
      templates.outputs().map(({ stack, id }) => `${stack.replace(/^guardia-/, '')} ${id}`),
    );
    const unknown = [
      ...['queue', 'peek', 'redrive'].flatMap(called).filter(([, name = '']) => !onQueues.has(name)),
      ...['fn', 'logs', 'errors', 'invoke']
        .flatMap(called)
        .filter(([, name]) => !names.includes(`${name}-errors`)),
      ...called('output').filter(([, part, output]) => !outputs.has(`${part} ${output}`)),
    ];

    expect(unknown.map(([command]) => command)).toEqual([]);
    expect(called('output').length).toBeGreaterThan(3);
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
