import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  linkToken,
  ownMessageId,
  readLinkToken,
  readOwnMessageId,
  readToken,
  replyToken,
  tokenIsFor,
  withToken,
} from '../../../../shared/domain/mail/token.ts';

const hmac = (text: string) => createHmac('sha256', 'secret').update(text).digest('hex');
const otherHmac = (text: string) => createHmac('sha256', 'other').update(text).digest('hex');
const support = 'support@guardia.example';

const number = fc.stringMatching(/^\d{8}$/);
const caseId = fc.stringMatching(/^[0-9a-hjkmnp-tv-z]{26}$/);
const address = fc.emailAddress();

describe('a Reply-To token', () => {
  it('is read back from the address that carries it, and proves its recipient', () => {
    fc.assert(
      fc.property(number, address, (digits, recipient) => {
        const token = readToken(withToken(support, replyToken(digits, recipient, hmac)), support);
        expect(token?.number).toBe(digits);
        expect(token !== null && tokenIsFor(token, recipient.toUpperCase(), hmac)).toBe(true);
      }),
    );
  });

  it('proves nothing for another recipient, another case or another secret (FreeScout CVE-2026-27637)', () => {
    fc.assert(
      fc.property(number, number, address, address, (digits, otherDigits, recipient, other) => {
        fc.pre(recipient.toLowerCase() !== other.toLowerCase() && digits !== otherDigits);
        const token = readToken(withToken(support, replyToken(digits, recipient, hmac)), support);
        if (token === null) throw new Error('not read');
        expect(tokenIsFor(token, other, hmac)).toBe(false);
        expect(tokenIsFor({ ...token, number: otherDigits }, recipient, hmac)).toBe(false);
        expect(tokenIsFor(token, recipient, otherHmac)).toBe(false);
      }),
    );
  });

  it('fits a local part of 64 characters and survives lower-casing', () => {
    const local = withToken(support, replyToken('48219355', 'ana@acme.example', hmac)).split('@')[0] ?? '';
    expect(local.length).toBeLessThanOrEqual(64);
    expect(local).toBe(local.toLowerCase());
  });

  it.each([
    { because: 'a plain support address has none', written: support },
    { because: 'a label is not a token', written: 'support+vip@guardia.example' },
    { because: 'another domain is not ours', written: 'support+48219355-00000000000000000000@evil.example' },
    { because: 'a short proof is none', written: 'support+48219355-0000@guardia.example' },
    {
      because: 'text after the proof is none',
      written: 'support+48219355-00000000000000000000x@guardia.example',
    },
  ])('is not seen where there is none: $because', ({ written }) => {
    expect(readToken(written, support)).toBeNull();
  });
});

describe('our own Message-ID', () => {
  it('names its place, and only under our secret and domain', () => {
    fc.assert(
      fc.property(caseId, fc.integer({ min: 0, max: 999_999 }), (id, seq) => {
        const written = ownMessageId(id, seq, 'guardia.example', hmac);
        expect(readOwnMessageId(written, 'GUARDIA.example', hmac)).toEqual({ caseId: id, seq });
        expect(readOwnMessageId(written, 'guardia.example', otherHmac)).toBeNull();
        expect(readOwnMessageId(written, 'evil.example', hmac)).toBeNull();
        expect(
          readOwnMessageId(written.replace(`.${seq}.`, `.${seq + 1}.`), 'guardia.example', hmac),
        ).toBeNull();
      }),
    );
  });
});

describe('a signed link', () => {
  it('belongs to the place that it was signed for and no other', () => {
    const token = linkToken('closure', { caseId: 'c1', seq: 7 }, hmac);
    expect(readLinkToken('closure', token, hmac)).toEqual({ caseId: 'c1', seq: 7 });
    expect(readLinkToken('closure', token.replace('.7.', '.8.'), hmac)).toBeNull();
    expect(readLinkToken('closure', token, otherHmac)).toBeNull();
    expect(readLinkToken('closure', `${token}0`, hmac)).toBeNull();
  });

  it.each([
    { made: 'closure', asked: 'satisfaction', because: 'saying how it was is not agreeing to close' },
    { made: 'satisfaction', asked: 'closure', because: 'the mail of a closing proves nothing about another' },
    { made: 'page', asked: 'closure', because: 'its proof is shorter' },
    { made: 'closure', asked: 'page', because: 'a customer takes no page' },
  ] as const)('made for $made opens no $asked: $because', ({ made, asked }) => {
    const token = linkToken(made, { caseId: 'c1', seq: 7 }, hmac);
    expect(readLinkToken(made, token, hmac)).toEqual({ caseId: 'c1', seq: 7 });
    expect(readLinkToken(asked, token, hmac)).toBeNull();
  });
});
