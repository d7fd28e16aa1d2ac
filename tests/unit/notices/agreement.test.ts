import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../shared/domain/case/vocabulary.ts';
import { agreementPhrases, readsAsAgreement } from '../../../shared/notices/index.ts';
import { rendered, samples } from './samples.ts';

describe('agrees', () => {
  it.each([
    { text: 'Estoy de acuerdo con cerrar', because: 'it is the sentence that we ask for' },
    { text: 'I agree to close', because: 'it is the sentence that we ask for' },
    { text: '«Estoy de acuerdo con cerrar».', because: 'people copy the quotation marks' },
    { text: 'ESTOY DE ACUERDO CON CERRAR!!', because: 'case and marks say nothing' },
    { text: 'Sí, estoy de acuerdo con cerrar el caso', because: 'a yes before it strengthens it' },
    { text: 'si, estoy de acuerdo con cerrar el caso.', because: 'many write without accents' },
    { text: 'Estamos de acuerdo en cerrar este caso, gracias.', because: 'thanks take nothing back' },
    { text: 'Estoy de acuerdo con el cierre del caso 4821-9355', because: 'the number may be in it' },
    { text: 'I agree to close this case', because: 'it names the case' },
    { text: 'Yes, we agree to closing the ticket. Thank you very much!', because: 'a company says we' },
    {
      text: 'Hola Marta,\n\nEstoy de acuerdo con cerrar.\n\nSaludos,\nAna Pérez\nAcme',
      because: 'greeting and name stand on other lines',
    },
    { text: 'Hi,\nI agree to close this case\nThanks\nGus', because: 'not everybody leaves blank lines' },
    { text: 'I agree to close.\n\n> only if you refund us', because: 'what is quoted is not what is said' },
    {
      text: 'I agree to close.\n-- \nThis mail is only for its recipient.',
      because: 'the signature is not part of the answer',
    },
  ])('by "$text", because $because', ({ text }) => {
    expect(readsAsAgreement(text)).toBe('agrees');
  });
});

describe('declines', () => {
  it.each([
    { text: 'No estoy de acuerdo', because: 'it is the sentence that we ask for' },
    { text: 'I do not agree', because: 'it is the sentence that we ask for' },
    { text: "I don't agree to close this case.", because: 'it is said in other words' },
    { text: 'No, no estoy de acuerdo: sigue fallando', because: 'the reason follows' },
    { text: 'No estoy de acuerdo con cerrar porque siguen los rebotes', because: 'the reason follows' },
    { text: 'Hola,\n\nno estamos de acuerdo con el cierre.\n\nUn saludo', because: 'a greeting comes first' },
  ])('by "$text", because $because', ({ text }) => {
    expect(readsAsAgreement(text)).toBe('declines');
  });
});

describe('leaves to a person', () => {
  it.each([
    { text: 'gracias', because: 'thanks are no agreement' },
    { text: 'Thanks, that works!', because: 'thanks are no agreement' },
    { text: 'ok', because: 'an ok agrees to nothing that is named' },
    { text: 'Sí', because: 'a yes agrees to nothing that is named' },
    { text: 'Estoy de acuerdo', because: 'it does not say with what' },
    { text: 'I agree', because: 'it does not say with what' },
    { text: 'Pueden cerrar', because: 'it is not the sentence' },
    { text: '', because: 'nothing is said' },
    { text: 'I agree to close this case if you refund us', because: 'it is a condition' },
    { text: 'If you refund us, I agree to close', because: 'it is a condition' },
    {
      text: 'I agree to close this case\nand pay the invoice',
      because: 'the sentence goes on in the next line',
    },
    {
      text: 'I agree to close this case\nonly when the queue is empty',
      because: 'the sentence goes on in the next line',
    },
    { text: 'I agree to close.\n\nBut keep an eye on the queue first.', because: 'it is taken back' },
    {
      text: 'Nobody here would ever say that\nI agree to close',
      because: 'the sentence began in the line before',
    },
    { text: '¿Estoy de acuerdo con cerrar?', because: 'it is a question' },
    { text: 'I agree to close?', because: 'it is a question' },
    { text: '> I agree to close', because: 'it is quoted' },
    { text: '| I agree to close', because: 'it is quoted' },
    { text: 'My boss said: I agree to close', because: 'somebody else said it' },
    { text: 'Hi if refunded, I agree to close', because: 'the greeting hides a condition' },
    { text: 'I agree to close.\n\nI do not agree.', because: 'it says both' },
    { text: 'No estoy de acuerdo, pero ciérrenlo', because: 'it says both' },
    { text: 'I agree to close the account', because: 'it is about something else' },
    { text: 'No, estoy de acuerdo con cerrar', because: 'it says both' },
  ])('"$text", because $because', ({ text }) => {
    expect(readsAsAgreement(text)).toBeNull();
  });
});

const word = fc.oneof(
  fc.constantFrom(
    'gracias',
    'ok',
    'close',
    'cerrar',
    'el caso',
    'yes',
    'sí',
    'vale',
    'perfect',
    'I',
    'estoy',
    'con',
    'to',
    'agreed',
    'acuerdo',
    '\n',
    ', ',
    '. ',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);

it('law: a text without the words of agreement never agrees', () =>
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), (words) => {
      const text = words.join(' ');
      fc.pre(!/\bagree\b|de\s+acuerdo/i.test(text));
      expect(readsAsAgreement(text)).toBeNull();
    }),
    { numRuns: 1_000 },
  ));

const proposals = samples
  .filter(({ notice }) => notice === 'closure-proposed' || notice === 'closure-reminder')
  .map((sample) => rendered(sample).text);
const wrap = (text: string, width: number) =>
  text.replace(new RegExp(`(?![^\\n]{1,${width}}$)([^\\n]{1,${width}}) `, 'gm'), '$1\n');

it('law: our own proposal, quoted without marks and wrapped anywhere, is no answer', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...proposals),
      fc.integer({ min: 8, max: 120 }),
      fc.constantFrom('', 'Gracias.\n\n', 'ok\n\n'),
      (proposal, width, before) => {
        expect(readsAsAgreement(before + wrap(proposal, width))).toBeNull();
        expect(readsAsAgreement(before + wrap(proposal.split('\n-- \n')[0] ?? '', width))).toBeNull();
      },
    ),
    { numRuns: 1_000 },
  ));

it.each(languages)('understands the sentences that it asks for in %s', (language) => {
  expect(readsAsAgreement(agreementPhrases[language].agree)).toBe('agrees');
  expect(readsAsAgreement(agreementPhrases[language].decline)).toBe('declines');
});
