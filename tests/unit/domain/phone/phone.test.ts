import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePhone, readBack } from '../../../../shared/domain/phone/index.ts';
import { InvalidInput } from '../../../../shared/errors/index.ts';

describe('parsePhone', () => {
  it.each([
    ['+34 911 23 45 67', null, '+34911234567', 'ES'],
    ['911234567', 'ES', '+34911234567', 'ES'],
    ['(0034) 911-234-567', 'ES', '+34911234567', 'ES'],
    ['020 7946 0958', 'GB', '+442079460958', 'GB'],
    ['+44 (0)20 7946 0958', null, '+442079460958', 'GB'],
    ['(212) 555-2368', 'US', '+12125552368', 'US'],
    ['+39 02 1234 5678', null, '+390212345678', 'IT'],
    ['+800 1234 5678', null, '+80012345678', null],
    ['٩١١٢٣٤٥٦٧', 'ES', '+34911234567', 'ES'],
  ])('reads %s as written in %s', (text, home, e164, country) => {
    expect(parsePhone(text, home)).toMatchObject({ e164, country });
  });

  it('keeps the extension apart, because E.164 has none', () => {
    expect(parsePhone('+34 911 23 45 67 ext. 89')).toMatchObject({ e164: '+34911234567', extension: '89' });
  });

  it('takes a number of the right length that its numbering plan does not know, and says so', () => {
    expect(parsePhone('+1 555 123 4567')).toMatchObject({ e164: '+15551234567', known: false });
    expect(parsePhone('+34 911 23 45 67').known).toBe(true);
  });

  it.each([
    ['911234567', /Begin with \+/, 'of which country?'],
    ['+34 911', /check them/, 'too short'],
    ['+34 911 234 567 890', /check them/, 'too long'],
    ['+999 123 456 789', /check them/, 'no such country code'],
    ['call +34 911 23 45 67', /Begin with/, 'a sentence, not a number'],
    ['', /Begin with/, 'nothing'],
    ['+', /check them/, 'nothing'],
    ['+34911234567'.repeat(1_000), /check them/, 'hostile length'],
  ])('refuses "%.20s"', (text, message, because) => {
    expect(() => parsePhone(text), because).toThrow(InvalidInput);
    expect(() => parsePhone(text), because).toThrow(message);
  });

  it('reads its own E.164 and international forms back as the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 910_000_000, max: 919_999_999 }), (digits) => {
        const number = parsePhone(`${digits}`, 'ES');
        expect(parsePhone(number.e164)).toEqual(number);
        expect(parsePhone(number.international)).toEqual(number);
      }),
    );
  });
});

describe('readBack', () => {
  it('groups and spells a number in the language of the caller', () => {
    const number = parsePhone('+34911234567');
    expect(readBack(number, 'es')).toEqual({
      groups: ['+34', '911', '23', '45', '67'],
      spoken: 'más tres cuatro, nueve uno uno, dos tres, cuatro cinco, seis siete',
    });
    expect(readBack(number, 'en').spoken).toBe(
      'plus three four, nine one one, two three, four five, six seven',
    );
  });

  it('says the extension last', () => {
    const { groups, spoken } = readBack(parsePhone('+1 212 555 2368 x12'), 'en');
    expect(groups).toEqual(['+1', '212', '555', '2368']);
    expect(spoken).toMatch(/, extension one two$/);
  });

  it('loses and invents no digit', () => {
    const text = fc.constantFrom(
      '+442079460958',
      '+12125552368',
      '+390669881234',
      '+80012345678',
      '+5491123456789',
    );
    fc.assert(
      fc.property(text, (e164) => {
        expect(readBack(parsePhone(e164), 'en').groups.join('')).toBe(e164);
      }),
    );
  });
});
