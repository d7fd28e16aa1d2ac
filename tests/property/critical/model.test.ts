import fc from 'fast-check';
import { expect, it } from 'vitest';
import { criticalStory, type Story, vital } from '../../unit/domain/critical/story.ts';
import { anyCommands } from './model/commands.ts';
import { declared, type Model } from './model/model.ts';
import { look } from './model/real.ts';

const begin = (complete: boolean) => (): { model: Model; real: Story } => {
  const model: Model = { ...declared(0, { vital: complete }), proposal: null, lowering: null };
  const real = criticalStory({ vitalInformation: complete ? vital : null });
  look(model, real);
  return { model, real };
};

it('a critical issue is what the contract tells, whatever both parties, who is on call and the clock do', () => {
  fc.assert(
    fc.property(anyCommands, fc.boolean(), (commands, complete) => {
      let last: Story | null = null;
      fc.modelRun(() => {
        const begun = begin(complete)();
        last = begun.real;
        return begun;
      }, commands);
      const { current, replayed } = last as unknown as Story;
      expect(replayed).toEqual(current);
    }),
    { numRuns: 400 },
  );
});
