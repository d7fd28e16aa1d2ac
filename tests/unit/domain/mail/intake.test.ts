import { describe, expect, it } from 'vitest';
import type { AddressOwner } from '../../../../shared/domain/account/account.ts';
import type { Verdicts } from '../../../../shared/domain/case/mail.ts';
import {
  type Claim,
  decideIntake,
  isAuthenticated,
  type MailFacts,
} from '../../../../shared/domain/mail/intake.ts';
import { sameOrganisation } from '../../../../shared/domain/mail/organisation.ts';

const passed: Verdicts = { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', spam: 'PASS', virus: 'PASS' };
const ana: AddressOwner = {
  address: 'ana@acme.example',
  verified: true,
  kind: 'contact',
  id: 'ana',
  accountId: 'acme',
  name: 'Ana',
  language: 'es',
  timeZone: 'Europe/Madrid',
};
type Given = Partial<MailFacts> & { readonly envelopeFrom?: string };
const facts = ({ envelopeFrom = 'bounces@acme.example', ...changed }: Given = {}): MailFacts => ({
  from: 'ana@acme.example',
  spfAligned:
    (changed.verdicts ?? passed).spf === 'PASS' &&
    sameOrganisation(changed.from ?? 'ana@acme.example', envelopeFrom),
  supportAddress: 'support@guardia.example',
  verdicts: passed,
  automatic: null,
  owner: ana,
  domainAccountId: null,
  claims: [],
  ...changed,
});
const claim = (changed: Partial<Claim> = {}): Claim => ({
  caseId: 'c1',
  accountId: 'acme',
  by: 'proof',
  madeForSender: true,
  senderIsParty: true,
  closed: false,
  ...changed,
});
const failing = { ...passed, spf: 'FAIL', dkim: 'FAIL', dmarc: 'FAIL' } as const;
const undecided = { ...passed, dmarc: 'GRAY', spf: 'GRAY' } as const;
const stranger = { from: 'mallory@evil.example', owner: null, envelopeFrom: 'mallory@evil.example' };

describe('mail intake believes', () => {
  it.each([
    { because: 'a known, authenticated contact begins something new', given: facts(), open: 'acme' },
    {
      because: 'a colleague nobody entered writes from a domain of the account, and DMARC vouches for it',
      given: facts({ from: 'luis@acme.example', owner: null, domainAccountId: 'acme' }),
      open: 'acme',
    },
    {
      because: 'a forward loses SPF but keeps DKIM, so DMARC passes',
      given: facts({ verdicts: { ...passed, spf: 'FAIL' } }),
      open: 'acme',
    },
    {
      because: 'the domain has no DMARC policy, and SPF passed for its own organisation',
      given: facts({
        verdicts: { ...passed, dmarc: 'GRAY', dkim: 'FAIL' },
        envelopeFrom: 'x@mail.acme.example',
      }),
      open: 'acme',
    },
    {
      because: 'a monitoring system of the customer may open a case',
      given: facts({ automatic: 'auto-generated' }),
      open: 'acme',
    },
  ])('opens a case: $because', ({ given, open }) => {
    expect(decideIntake(given)).toMatchObject({ kind: 'open', accountId: open });
  });

  it.each([
    { because: 'the token was mailed to the sender', given: facts({ claims: [claim()] }) },
    {
      because: 'a colleague of the same account answers in copy',
      given: facts({ claims: [claim({ madeForSender: false, senderIsParty: false })] }),
    },
    {
      because: 'holding the token mailed to this very address stands in for policies that its domain lacks',
      given: facts({ verdicts: undecided, claims: [claim()] }),
    },
    {
      because: 'a reference of the thread is enough for an authenticated party',
      given: facts({ claims: [claim({ by: 'reference', madeForSender: false })] }),
    },
    {
      because: 'an out-of-office answer is kept where it belongs',
      given: facts({ automatic: 'auto-reply', claims: [claim()] }),
    },
  ])('joins the case: $because', ({ given }) => {
    expect(decideIntake(given)).toMatchObject({ kind: 'join', caseId: 'c1' });
  });

  it('takes the word of a sender for whom SES vouches, and merely keeps that of one who holds a token', () => {
    expect(decideIntake(facts({ claims: [claim()] }))).toMatchObject({ believed: true });
    expect(decideIntake(facts({ verdicts: undecided, claims: [claim()] }))).toMatchObject({
      believed: false,
    });
  });

  it.each([
    { reason: 'unknown-sender', because: 'nobody known writes from there', given: facts(stranger) },
    {
      reason: 'unauthenticated-sender',
      because: 'a spoofed contact fails DMARC',
      given: facts({ verdicts: failing }),
    },
    {
      reason: 'unauthenticated-sender',
      because: 'even a genuine token does not help a sender whom DMARC disowns',
      given: facts({ verdicts: failing, claims: [claim()] }),
    },
    {
      reason: 'token-of-another',
      because: 'a stranger uses a token that was mailed to somebody else (FreeScout CVE-2026-47123)',
      given: facts({ ...stranger, claims: [claim({ madeForSender: false, senderIsParty: false })] }),
    },
    {
      reason: 'unauthenticated-sender',
      because: 'a reference alone proves nothing for an unauthenticated sender (iTop#95)',
      given: facts({ verdicts: undecided, claims: [claim({ by: 'reference', madeForSender: false })] }),
    },
    {
      reason: 'unauthenticated-sender',
      because: 'our own Message-ID is in every forward: it was mailed to nobody in particular',
      given: facts({ verdicts: undecided, claims: [claim({ madeForSender: false })] }),
    },
    {
      reason: 'unauthenticated-sender',
      because: 'a forged From with a stolen token: its domain says by SPF that it sent no such mail',
      given: facts({ verdicts: { ...undecided, spf: 'FAIL' }, claims: [claim()] }),
    },
    {
      reason: 'unauthenticated-sender',
      because: 'a DMARC check that did not finish is no missing policy',
      given: facts({ verdicts: { ...undecided, dmarc: 'PROCESSING_FAILED' }, claims: [claim()] }),
    },
    {
      reason: 'unauthenticated-sender',
      because: 'a token alone reopens nothing: somebody must look before a closed case goes on',
      given: facts({ verdicts: undecided, claims: [claim({ closed: true })] }),
    },
    {
      reason: 'unauthenticated-sender',
      because: 'SPF passed, but for another organisation than the From address',
      given: facts({ verdicts: { ...passed, dmarc: 'GRAY' }, envelopeFrom: 'x@evil.example' }),
    },
    {
      reason: 'virus',
      because: 'a virus is nobody’s message',
      given: facts({ verdicts: { ...passed, virus: 'FAIL' }, claims: [claim()] }),
    },
    {
      reason: 'spam',
      because: 'spam from a contact’s address is still spam',
      given: facts({ verdicts: { ...passed, spam: 'FAIL' } }),
    },
    {
      reason: 'scan-failed',
      because: 'an unfinished scan is not a clean one (alga-psa PR#3241: fail closed)',
      given: facts({ verdicts: { ...passed, virus: 'PROCESSING_FAILED' } }),
    },
    {
      reason: 'scan-failed',
      because: 'GRAY is not a clean one either',
      given: facts({ verdicts: { ...passed, spam: 'GRAY' } }),
    },
    {
      reason: 'automatic',
      because: 'an out-of-office without a case is no request',
      given: facts({ automatic: 'auto-reply' }),
    },
    {
      reason: 'unknown-sender',
      because: 'a mail without a readable From has no sender',
      given: facts({ from: null, owner: null }),
    },
  ])('quarantines as $reason: $because', ({ reason, given }) => {
    expect(decideIntake(given)).toMatchObject({ kind: 'quarantine', reason });
  });

  it('never joins a case of another account, whatever the sender holds', () => {
    const other = claim({ accountId: 'globex', madeForSender: false, senderIsParty: false });
    expect(decideIntake(facts({ claims: [other] }))).toMatchObject({ kind: 'open', accountId: 'acme' });
  });

  it('ignores mail from the desk itself: answering it would be a loop', () => {
    expect(decideIntake(facts({ from: 'Support@Guardia.example' })).kind).toBe('ignore');
  });

  it('counts no domain as its own organisation by its public suffix alone', () => {
    const verdicts = { ...passed, dmarc: 'GRAY' } as const;
    const from = (address: string, envelopeFrom: string) =>
      isAuthenticated(facts({ from: address, envelopeFrom, verdicts }));
    expect(from('a@acme.co.uk', 'a@evil.co.uk')).toBe(false);
    expect(from('a@acme.github.io', 'a@evil.github.io')).toBe(false);
    expect(from('a@acme.co.uk', 'a@mail.acme.co.uk')).toBe(true);
  });
});
