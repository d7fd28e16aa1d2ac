import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailSubject, noticeSubject, taggedSubject } from '../../../shared/notices/index.ts';
import { sampleVariables } from './samples.ts';

/** What a subject gathers on its way, whole and broken. */
const pieces = fc.constantFrom(
  'Re: ',
  're:',
  'Aw: ',
  '[4821-9355]',
  '[4821-',
  '9355]',
  ' ',
  'x',
  '😀',
  'Re[3]:',
  '\n',
  'y'.repeat(90),
);

describe('taggedSubject', () => {
  it.each([
    { subject: 'Sin envíos', tagged: 'Re: Sin envíos [4821-9355]', because: 'every answer carries its case' },
    { subject: 'Re: Sin envíos', tagged: 'Re: Sin envíos [4821-9355]', because: 'one Re: is enough' },
    { subject: 'RE: re: Aw: Re[2]: x', tagged: 'Re: x [4821-9355]', because: 'mail programs pile them up' },
    { subject: 'Re: x [4821-9355]', tagged: 'Re: x [4821-9355]', because: 'the tag is there already' },
    {
      subject: '[4821-9355] Re: [4821-9355] x',
      tagged: 'Re: x [4821-9355]',
      because: 'the tag stands last, once',
    },
    {
      subject: 'x [1111-2222]',
      tagged: 'Re: x [1111-2222] [4821-9355]',
      because: 'another number is the sender’s own text',
    },
    {
      subject: 'Fwd: x',
      tagged: 'Re: Fwd: x [4821-9355]',
      because: 'that it was forwarded is worth knowing',
    },
    { subject: 'Regards: x', tagged: 'Re: Regards: x [4821-9355]', because: 'it only begins like a prefix' },
    { subject: '', tagged: 'Re: [4821-9355]', because: 'a mail may have no subject' },
    {
      subject: 'x\r\nBcc: eve@evil.example',
      tagged: 'Re: x Bcc: eve@evil.example [4821-9355]',
      because: 'a line break would begin a header',
    },
  ])('makes "$tagged", because $because', ({ subject, tagged }) => {
    expect(taggedSubject(subject, '4821-9355')).toBe(tagged);
  });

  it('takes the number with or without its hyphen', () => {
    expect(taggedSubject('x', '48219355')).toBe(taggedSubject('x', '4821-9355'));
  });

  it('law: any subject becomes one line of at most 200 characters that ends in the tag', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (subject) => {
        const tagged = taggedSubject(subject, '48219355');
        expect(tagged.length).toBeLessThanOrEqual(200);
        expect(tagged).toMatch(/^Re: (?:.* )?\[4821-9355\]$/);
        expect(tagged).not.toMatch(/\p{Cc}/u);
        expect(tagged.isWellFormed()).toBe(true);
      }),
    ));

  it('law: tagging again changes nothing', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (subject) => {
          const once = taggedSubject(subject, '48219355');
          expect(taggedSubject(once, '48219355')).toBe(once);
        },
      ),
    ));
});

describe('noticeSubject', () => {
  it('keeps the subject of the case on what belongs to the thread, so that it stays one conversation', () => {
    expect(noticeSubject('closure-proposed', 'es', { subject: 'Sin envíos' })).toBe('Sin envíos');
  });

  it('says what a mail outside the thread is, with times in the zone of its reader', () => {
    const variables = sampleVariables(['accountName', 'callbackDueAt', 'timeZone']);
    expect(noticeSubject('page', 'en', variables)).toBe(
      'Critical case of «accountName»: call before Tuesday 24 November, 09:40 (CET)',
    );
  });

  it('keeps a value with line breaks on one line', () => {
    expect(
      noticeSubject('message-not-delivered', 'en', { recipient: 'a@b.example\r\nBcc: c@d.example' }),
    ).not.toMatch(/[\r\n]/);
  });
});

describe('mailSubject', () => {
  const of = {
    language: 'en',
    subject: 'No mail goes out',
    variables: { subject: 'No mail goes out' },
  } as const;

  it.each([
    { notice: null, subject: 'Re: No mail goes out [4821-9355]', because: 'a person answers the customer' },
    {
      notice: 'acknowledgement',
      subject: 'Re: No mail goes out [4821-9355]',
      because: 'it belongs to the thread',
    },
    {
      notice: 'deadline-missed',
      subject: 'Deadline missed: No mail goes out [4821-9355]',
      because: 'it answers nobody',
    },
  ] as const)('is "$subject" for $notice, because $because', ({ notice, subject }) => {
    expect(mailSubject({ ...of, notice }, '48219355')).toBe(subject);
  });
});
