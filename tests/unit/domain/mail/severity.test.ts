import { describe, expect, it } from 'vitest';
import { saysCritical } from '../../../../shared/domain/mail/severity.ts';

describe('a subject declares a critical issue', () => {
  it.each([
    '[CRITICAL] all API calls fail',
    '[crítico] caída total',
    'CRÍTICO: nada sale',
    'Sev1 - SMTP down',
    'Severity 1: outage',
    'sev-1: down',
  ])('when it begins so: %s', (subject) => {
    expect(saysCritical(subject)).toBe(true);
  });

  it.each([
    { subject: 'A critical question about DKIM', because: 'the word is part of a sentence' },
    { subject: 'Re: [CRITICAL] all API calls fail', because: 'a reply declares nothing anew' },
    { subject: 'Critical thinking course', because: 'no mark follows the word' },
    { subject: 'Sev10: nothing', because: 'another word' },
    { subject: '', because: 'nothing is said' },
  ])('and otherwise not: $subject ($because)', ({ subject }) => {
    expect(saysCritical(subject)).toBe(false);
  });
});
