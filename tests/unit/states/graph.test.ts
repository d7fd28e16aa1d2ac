import { describe, expect, it } from 'vitest';
import { renderMermaid } from '../../../infra/local/states/index.ts';
import { await_, machine } from './world.ts';

describe('renderMermaid', () => {
  it('draws states, choices with their conditions, catches with their errors, and branches inside', () => {
    const definition = machine({
      'Await callback: 15 min': await_('ask', {
        End: undefined,
        Next: 'Reached?',
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Both' }],
      }),
      'Reached?': {
        Type: 'Choice',
        Choices: [{ Condition: "{% $states.input.outcome = 'reached' %}", Next: 'Done' }],
        Default: 'Both',
      },
      Both: {
        Type: 'Parallel',
        Next: 'Done',
        Branches: [
          { StartAt: 'Page', States: { Page: { Type: 'Pass', End: true } } },
          { StartAt: 'Mail', States: { Mail: { Type: 'Pass', End: true } } },
        ],
      },
      Done: { Type: 'Succeed' },
    });
    expect(renderMermaid(JSON.parse(JSON.stringify(definition)))).toBe(
      `
stateDiagram-v2
  state "Await callback 15 min" as s0
  state s1 <<choice>>
  state "Both" as s2 {
    state "Page" as s3
    [*] --> s3
    s3 --> [*]
    --
    state "Mail" as s4
    [*] --> s4
    s4 --> [*]
  }
  state "Done" as s5
  [*] --> s0
  s0 --> s1
  s0 --> s2 : States.Timeout
  s1 --> s5 : $states.input.outcome = 'reached'
  s1 --> s2 : otherwise
  s2 --> s5
  s5 --> [*]`.trim(),
    );
  });

  it('refuses what would not run', () => {
    expect(() => renderMermaid({ QueryLanguage: 'JSONata', StartAt: 'X', States: {} })).toThrow(
      /StartAt names X/,
    );
  });
});
