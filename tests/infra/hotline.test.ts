import { readFileSync } from 'node:fs';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../infra/config.ts';
import { lintTemplates } from '../../infra/lint-templates.ts';
import { actionsOf, givenDeployment } from './support/given.ts';

const connect = { alias: 'guardia-hotline', country: 'ES' };
const deployed = givenDeployment({ region: 'eu-central-1', hotline: { connect } });
const hotline = Template.fromJSON(
  JSON.parse(readFileSync(`${deployed.folder}/Hotline.template.json`, 'utf8')),
);

interface Action {
  readonly Identifier: string;
  readonly Type: string;
  readonly Transitions: {
    readonly NextAction?: string;
    readonly Errors?: readonly { readonly NextAction: string }[];
  };
}
const [flow = { Properties: {} }] = Object.values(hotline.findResources('AWS::Connect::ContactFlow'));
const content = JSON.parse(
  (flow.Properties.Content as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1]
    .map((part) => (typeof part === 'string' ? part : 'arn'))
    .join(''),
) as { StartAction: string; Actions: Action[] };

describe('the hotline on Amazon Connect', () => {
  it('is refused where AWS has no Connect', () => {
    expect(() => parseSettings({ hotline: { connect } })).toThrow(/hotline\.connect: .*eu-central-1/);
  });

  it('is not there unless the settings ask for it', () => {
    expect(
      givenDeployment().templates.resources.filter(({ type }) => type.startsWith('AWS::Connect')),
    ).toEqual([]);
  });

  it('keeps every rule of the other stacks', () => {
    expect(lintTemplates(deployed.templates)).toEqual([]);
  });

  it('is open at every minute of the week', () => {
    const [hours] = Object.values(hotline.findResources('AWS::Connect::HoursOfOperation'));
    const open = hours?.Properties.Config as { Day: string; StartTime: object; EndTime: object }[];
    expect(open.map(({ Day }) => Day)).toHaveLength(7);
    for (const day of open) {
      expect(day).toMatchObject({ StartTime: { Hours: 0, Minutes: 0 }, EndTime: { Hours: 23, Minutes: 59 } });
    }
  });

  it('keeps its number when the stack goes: customers have it', () => {
    hotline.hasResource('AWS::Connect::PhoneNumber', { DeletionPolicy: 'Retain' });
    hotline.hasResource('AWS::Connect::Instance', { DeletionPolicy: 'Retain' });
  });

  it('brings every caller to a representative, whatever fails on the way', () => {
    const byId = new Map(content.Actions.map((action) => [action.Identifier, action]));
    const before = ['voice', 'welcome', 'ask', 'look-up', 'remember'];
    for (const id of before) {
      const reached = new Set<string>();
      for (
        let next = byId.get(id)?.Transitions.Errors?.[0]?.NextAction;
        next !== undefined && !reached.has(next);
      ) {
        reached.add(next);
        next = byId.get(next)?.Transitions.NextAction;
      }
      expect(reached).toContain('transfer');
    }
  });

  it('names no action that is not there', () => {
    const known = new Set(content.Actions.map(({ Identifier }) => Identifier));
    const named = content.Actions.flatMap(({ Transitions: { NextAction, Errors = [] } }) => [
      ...(NextAction === undefined ? [] : [NextAction]),
      ...Errors.map((error) => error.NextAction),
    ]);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
    expect(known).toContain(content.StartAction);
  });

  it('lets Connect alone ask who is calling, and the look-up read cases alone', () => {
    hotline.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'connect.amazonaws.com',
      SourceArn: Match.anyValue(),
    });
    expect(
      actionsOf(deployed.templates, 'hotline-call').filter((action) => action.startsWith('dynamodb')),
    ).toEqual(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query']);
  });

  it('makes the telephone system’s own record the proof of a callback', () => {
    hotline.hasResourceProperties('AWS::Connect::InstanceStorageConfig', {
      ResourceType: 'CONTACT_TRACE_RECORDS',
      StorageType: 'KINESIS_STREAM',
    });
    hotline.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: Match.objectLike({ OnFailure: Match.anyValue() }),
    });
  });
});
