import { describe, expect, it } from 'vitest';
import { remembered, shortly } from '../../../shared/aws/cached-directory.ts';

const reader = (answers: readonly (string | Error)[]) => {
  const asked: string[][] = [];
  const read = async (...args: string[]): Promise<string> => {
    const answer = answers[asked.push(args) - 1] ?? 'no more';
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, read };
};

describe('what is remembered', () => {
  it('is asked for once an epoch and by each name, also by those who ask at the same time', async () => {
    let epoch = 1;
    const { asked, read } = reader(['acme', 'globex', 'acme, renamed']);
    const account = remembered(read, () => epoch);

    expect(await Promise.all([account('acme'), account('acme'), account('globex')])).toEqual([
      'acme',
      'acme',
      'globex',
    ]);
    epoch = 2;
    expect(await account('acme')).toBe('acme, renamed');
    expect(asked).toEqual([['acme'], ['globex'], ['acme']]);
  });

  it('keeps no answer that failed', async () => {
    const { read } = reader([new Error('throttled'), 'acme']);
    const account = remembered(read, () => 1);

    await expect(account('acme')).rejects.toThrow('throttled');
    expect(await account('acme')).toBe('acme');
  });

  it.each([
    { args: [['a b'], ['a', 'b']], because: 'names may hold what would join them' },
    { args: [[''], []], because: 'an empty name is a name' },
  ])('tells $args apart, since $because', async ({ args }) => {
    const { read } = reader(['one', 'other']);
    const account = remembered(read, () => 1);

    const answers = await Promise.all(args.map((one) => account(...one)));
    expect(answers).toEqual(['one', 'other']);
  });

  it('is two seconds old at most where an epoch is short', () => {
    let now = 10_000;
    const epoch = shortly(() => now);
    const before = epoch();
    now += 1_999;
    expect(epoch()).toBe(before);
    now += 1;
    expect(epoch()).not.toBe(before);
  });
});
