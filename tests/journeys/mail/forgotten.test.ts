import { expect, it } from 'vitest';
import type { LocalCloudOptions } from '../../../infra/local/cloud.ts';
import { startTestCloud } from '../../support/local-cloud.ts';
import { ana, desk } from './support.ts';

type Transform = NonNullable<LocalCloudOptions['transform']>;

/** Takes the resources of a type away whose id contains a part, as if somebody had deleted them. */
const without =
  (type: string, part: string): Transform =>
  ({ template, ...stack }) => {
    const { Resources, ...rest } = template;
    const kept = Object.entries(Resources).filter(([id, { Type }]) => Type !== type || !id.includes(part));
    return { ...stack, template: { ...rest, Resources: Object.fromEntries(kept) } };
  };

it('finds a mail whose notification was lost within five minutes and a half, for a person to judge', async () => {
  await using cloud = await startTestCloud({ transform: without('AWS::SNS::Subscription', 'Received') });
  const at = desk(cloud);
  await at.mail({ from: ana, subject: 'Perdido', text: 'Hola.' });
  expect(await at.cases(undefined, '?status=quarantined')).toEqual([]);

  await cloud.advance('PT5M30S');

  const found = await at.cases(undefined, '?status=quarantined');
  expect(found).toMatchObject([{ subject: 'Perdido' }]);
  await cloud.advance('PT30M');
  expect(await at.cases(undefined, '?status=quarantined')).toEqual(found);
});

/** S3 tells nobody of the mails that it stores, as when its events are lost. */
const silently: Transform = ({ template, ...stack }) => {
  const Resources = Object.fromEntries(
    Object.entries(template.Resources).map(([id, resource]) => {
      const { NotificationConfiguration: _, ...Properties } = resource.Properties ?? {};
      return [id, { ...resource, Properties }];
    }),
  );
  return { ...stack, template: { ...template, Resources } };
};
const beforeTheSweep = { speed: 0, start: Date.parse('2026-11-24T01:55:00Z') };

it('finds a mail of which neither SES nor S3 told anybody in the night after it came', async () => {
  await using cloud = await startTestCloud({
    transform: (stack) => silently(without('AWS::SNS::Subscription', 'Received')(stack)),
    clock: beforeTheSweep,
  });
  const at = desk(cloud);
  await at.mail({ from: ana, subject: 'Perdido', text: 'Hola.' });
  await cloud.advance('PT1H');
  expect(await at.cases(undefined, '?status=quarantined')).toEqual([]);

  await cloud.advance('PT11M');

  const found = await at.cases(undefined, '?status=quarantined');
  expect(found).toMatchObject([{ subject: 'Perdido' }]);
  await cloud.advance('PT1H');
  expect(await at.cases(undefined, '?status=quarantined')).toEqual(found);
});

it('rings for such a mail, too, once it was handed in and still has no case', async () => {
  await using cloud = await startTestCloud({
    transform: (stack) => silently(without('AWS::Lambda::EventSourceMapping', 'InboundEmail')(stack)),
    clock: beforeTheSweep,
  });
  await desk(cloud).mail({ from: ana, subject: 'Perdido', text: 'Hola.' });
  const lost = () => cloud.logs.filter((line) => line.includes('"RawMailsLost"')).length;

  await cloud.advance('PT1H11M');
  expect(lost()).toBe(0);
  await cloud.advance('PT6M');
  expect(lost()).toBe(1);
});

it('rings ten minutes later for a mail that stays without a case, and keeps it for a re-drive', async () => {
  await using cloud = await startTestCloud({
    transform: without('AWS::Lambda::EventSourceMapping', 'InboundEmail'),
  });
  const at = desk(cloud);
  await at.mail({ from: ana, subject: 'Perdido', text: 'Hola.' });
  const lost = () => cloud.logs.filter((line) => line.includes('"RawMailsLost"')).length;

  await cloud.advance('PT6M');
  expect(lost()).toBe(0);
  await cloud.advance('PT6M');
  expect(lost()).toBe(1);
  await cloud.advance('PT30M');

  const waiting = [...cloud.services.queues.all()].filter(({ config }) =>
    config.name.includes('StoredMailDeadLetters'),
  );
  expect(waiting.map(({ counts }) => counts().visible)).toEqual([1]);
});
