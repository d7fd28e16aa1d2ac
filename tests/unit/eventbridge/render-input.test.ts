import { describe, expect, it } from 'vitest';
import { checkInput, type InputShape, renderInput } from '../../../infra/local/eventbridge/index.ts';

const rule = { ruleArn: 'arn:rule/opened', ruleName: 'opened', ingestionTime: '2026-11-24T01:43:11Z' };
const event = {
  version: '0',
  id: 'e1',
  'detail-type': 'case.opened',
  detail: {
    caseId: 'c1',
    title: 'down',
    owner: { id: 'a1' },
    tags: ['a', 'b'],
    count: 3,
    quoted: 'say "hi"',
  },
};
const { detail: _, ...envelope } = event;

const template = (InputTemplate: string, InputPathsMap: Record<string, string> = {}) =>
  renderInput({ InputTransformer: { InputPathsMap, InputTemplate } }, event, rule);

describe('renderInput', () => {
  it.each<[InputShape, string, string]>([
    [{}, JSON.stringify(event), 'no shape: the whole event'],
    [{ Input: '{"fixed":1}' }, '{"fixed":1}', 'a constant'],
    [{ InputPath: '$.detail.owner' }, '{"id":"a1"}', 'a part'],
    [{ InputPath: '$.detail.tags[1]' }, '"b"', 'an element'],
    [{ InputPath: '$' }, JSON.stringify(event), 'the root'],
  ])('%j gives %s (%s)', (target, expected) => {
    expect(renderInput(target, event, rule)).toBe(expected);
  });

  it.each([
    ['{"id": <id>,  "n": <n>}', '{"id":"c1","n":3}', 'values keep their JSON type and the text is minified'],
    ['{"s": "case <id> of <n>"}', '{"s":"case c1 of 3"}', 'inside a string the value goes in bare'],
    ['"case <id> is \\"<title>\\""', '"case c1 is \\"down\\""', 'a string template keeps its quotes'],
    [
      '{"o": <owner>, "t": [<tags>, true]}',
      '{"o":{"id":"a1"},"t":[["a","b"],true]}',
      'objects and arrays as JSON',
    ],
    ['"owner <owner>"', '"owner {id:a1}"', 'an object inside a string loses its quotes'],
    ['{"x": <missing>}', '{"x":""}', 'a path that finds nothing becomes empty text'],
    ['"x<missing>"', '"x"', 'also inside a string'],
    ['{"r": <aws.events.rule-name>}', '{"r":"opened"}', 'reserved: the rule name'],
    [
      '"<aws.events.rule-arn> at <aws.events.event.ingestion-time>"',
      '"arn:rule/opened at 2026-11-24T01:43:11Z"',
      'reserved',
    ],
    ['{"e": <aws.events.event>}', JSON.stringify({ e: envelope }), 'reserved: the event without its detail'],
    ['{"e": <aws.events.event.json>}', JSON.stringify({ e: event }), 'reserved: the whole event'],
  ])('fills %s to %s (%s)', (text, expected) => {
    const paths = {
      id: '$.detail.caseId',
      title: '$.detail.title',
      n: '$.detail.count',
      owner: '$.detail.owner',
      tags: '$.detail.tags[*]',
      missing: '$.detail.none',
    };
    expect(template(text, paths)).toBe(expected);
  });

  it('fails on a value whose quotes break the template, because EventBridge never escapes', () => {
    expect(() => template('{"x": "<q>"}', { q: '$.detail.quoted' })).toThrow(/not valid JSON/);
  });
});

describe('checkInput refuses', () => {
  it.each<[InputShape, RegExp]>([
    [{ Input: '1', InputPath: '$' }, /Only one of Input/],
    [{ Input: '{' }, /Input is not valid JSON/],
    [{ InputPath: '$..x' }, /JSON path/],
    [{ InputTransformer: { InputTemplate: '"<x>"' } }, /<x>, which InputPathsMap does not define/],
    [
      { InputTransformer: { InputPathsMap: { 'aws.x': '$' }, InputTemplate: '1' } },
      /must not start with AWS/,
    ],
  ])('%j', (target, problem) => {
    expect(() => checkInput(target)).toThrow(problem);
  });
});
