import { expect, it } from 'vitest';
import { answerCode, sendCode, unproven } from '../../../../shared/domain/paging/index.ts';

const at = (minutes: number) =>
  new Date(Date.parse('2026-11-24T10:00:00.000Z') + minutes * 60_000).toISOString();
const sent = sendCode(unproven, { codeDigest: 'right', now: at(0) });

it('proves a channel by the code that comes back', () => {
  const { proof, answer } = answerCode(sent, { codeDigest: 'right', now: at(1) });
  expect(answer).toBe('verified');
  expect(proof).toMatchObject({ verifiedAt: at(1), challenge: null });
});

it('accepts a code once', () => {
  const { proof } = answerCode(sent, { codeDigest: 'right', now: at(1) });
  expect(answerCode(proof, { codeDigest: 'right', now: at(1) }).answer).toBe('no-code');
});

it('accepts no code that was never sent, is ten minutes old, or was replaced', () => {
  expect(answerCode(unproven, { codeDigest: 'right', now: at(0) }).answer).toBe('no-code');
  expect(answerCode(sent, { codeDigest: 'right', now: at(10) }).answer).toBe('expired');
  const replaced = sendCode(sent, { codeDigest: 'newer', now: at(1) });
  expect(answerCode(replaced, { codeDigest: 'right', now: at(1) }).answer).toBe('wrong');
});

it('locks after five wrong answers, the right one included', () => {
  let proof = sent;
  const answers = Array.from({ length: 5 }, () => {
    const next = answerCode(proof, { codeDigest: 'wrong', now: at(1) });
    proof = next.proof;
    return next.answer;
  });
  expect(answers).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'locked']);
  expect(answerCode(proof, { codeDigest: 'right', now: at(1) }).answer).toBe('locked');
  const afresh = sendCode(proof, { codeDigest: 'right', now: at(2) });
  expect(answerCode(afresh, { codeDigest: 'right', now: at(2) }).answer).toBe('verified');
});

it("does not ring somebody's telephone all day", () => {
  expect(() => sendCode(sent, { codeDigest: 'x', now: at(0.4) })).toThrow(/half a minute/);
  let proof = sent;
  for (const minutes of [1, 2, 3, 4]) proof = sendCode(proof, { codeDigest: 'x', now: at(minutes) });
  expect(() => sendCode(proof, { codeDigest: 'x', now: at(5) })).toThrow(/try again later/);
  expect(sendCode(proof, { codeDigest: 'x', now: at(60.1) }).challenge?.codeDigest).toBe('x');
});

it('stays proven while it is being proven again', () => {
  const { proof } = answerCode(sent, { codeDigest: 'right', now: at(1) });
  expect(sendCode(proof, { codeDigest: 'again', now: at(30) }).verifiedAt).toBe(at(1));
});
