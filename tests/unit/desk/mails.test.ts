import { describe, expect, it } from 'vitest';
import { letter } from '../../../shared/desk/mails.ts';

const ana = { address: 'ana@acme.example', name: 'Ana' };
const luis = { address: 'luis@acme.example', name: 'Luis' };
const erased = { address: 'erased@invalid', name: '' };
const unknown = { address: '', name: 'A caller' };
const of = { subject: 'Deferred', language: 'en', thread: [] } as const;
const write = (requester: typeof ana, parties: readonly (typeof ana)[], only?: readonly (typeof ana)[]) => {
  const { to, cc } = letter(
    { ...of, requester, parties },
    { notice: null, variables: {}, automatic: false, ...(only === undefined ? {} : { only }) },
  );
  return { to, cc };
};

describe('a letter to the customer’s side', () => {
  it.each([
    {
      because: 'the requester is first, the others in copy',
      got: write(ana, [ana, luis]),
      to: [ana],
      cc: [luis],
    },
    {
      because: 'a requester who was erased is never written to',
      got: write(erased, [erased, luis]),
      to: [luis],
      cc: [],
    },
    { because: 'nor somebody in copy', got: write(ana, [ana, erased]), to: [ana], cc: [] },
    { because: 'with nobody left it is to nobody', got: write(erased, [erased]), to: [], cc: [] },
    { because: 'a list of its own is no way around', got: write(erased, [], [erased]), to: [], cc: [] },
    { because: 'nor does an empty list mean the requester', got: write(ana, [], []), to: [], cc: [] },
    { because: 'a caller without an address gets no mail', got: write(unknown, [unknown]), to: [], cc: [] },
  ])('$because', ({ got, to, cc }) => {
    expect(got).toEqual({ to, cc });
  });
});
