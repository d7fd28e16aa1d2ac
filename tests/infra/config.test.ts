import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InvalidSettings, parseSettings, settingsFromContext } from '../../infra/config.ts';

describe('settings that are left out', () => {
  it('make a desk that synthesises without an AWS account', () => {
    expect(parseSettings()).toMatchObject({
      name: 'guardia',
      region: 'eu-west-1',
      mail: { domain: 'guardia.example', supportAddress: 'support@guardia.example', identity: 'create' },
      languages: ['es', 'en'],
      webUrl: 'https://desk.guardia.example',
      removeDataOnDestroy: false,
    });
  });

  it('put the dashboard beside the mail domain', () => {
    const mail = { domain: 'help.acme.example', supportAddress: 'support@help.acme.example' };

    expect(parseSettings({ mail }).webUrl).toBe('https://desk.help.acme.example');
  });
});

describe('a bad setting is refused by name', () => {
  it.each([
    {
      because: 'SES could not receive there',
      settings: { region: 'eu-south-2' },
      says: /region: SES receives mail in .*eu-west-1.*acceptUnlistedRegion/,
    },
    {
      because: 'mail to it would go elsewhere',
      settings: { mail: { supportAddress: 'support@acme.example' } },
      says: /mail\.supportAddress: use an address of mail\.domain/,
    },
    {
      because: 'labels carry the tokens of cases',
      settings: { mail: { supportAddress: 'support+eu@guardia.example' } },
      says: /mail\.supportAddress: leave out the "\+"/,
    },
    {
      because: 'CloudFront takes no certificate of another Region',
      settings: { webCertificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/0b1c-2d3e' },
      says: /webCertificateArn: .*us-east-1/,
    },
    {
      because: 'it is no domain name',
      settings: { mail: { domain: 'https://guardia.example' } },
      says: /mail\.domain: use a lower-case domain name/,
    },
    {
      because: 'the records would be written into a zone that does not hold the domain',
      settings: { mail: { hostedZone: { id: 'Z123ABC', name: 'acme.example' } } },
      says: /mail\.hostedZone\.name: name the zone that holds guardia\.example/,
    },
    {
      because: 'nobody can be answered in it',
      settings: { languages: ['fr'] },
      says: /languages\.0: .*"es".*"en"/,
    },
    {
      because: 'a desk that speaks nothing has no templates',
      settings: { languages: [] },
      says: /languages: name at least one/,
    },
    {
      because: 'one carrier down must not silence the hotline',
      settings: { hotline: { primary: '+34910000001', secondary: '+34910000001' } },
      says: /hotline\.secondary: give a second number/,
    },
    {
      because: 'a national number cannot be called from abroad',
      settings: { hotline: { primary: '910 000 001' } },
      says: /hotline\.primary: use the international form/,
    },
    {
      because: 'links are made by adding a path',
      settings: { webUrl: 'https://desk.guardia.example/' },
      says: /webUrl: leave out the slash/,
    },
    {
      because: 'it is all of an address',
      settings: { webUrl: 'https://guardia.example/desk' },
      says: /webUrl: leave out everything after the host/,
    },
    {
      because: 'Cognito sends nobody back to it',
      settings: { webUrl: 'http://desk.guardia.example' },
      says: /webUrl: use https/,
    },
    {
      because: 'Cognito makes no sign-in address with it',
      settings: { name: 'laws-desk' },
      says: /name: leave out aws, amazon and cognito/,
    },
    {
      because: 'no clock anywhere shows it',
      settings: { firstSupervisor: { address: 'eva@guardia.example', name: 'Eva', timeZone: 'Madrid' } },
      says: /firstSupervisor\.timeZone: name an IANA time zone/,
    },
    {
      because: 'CloudWatch knows only some retentions',
      settings: { retention: { logDays: 42 } },
      says: /retention\.logDays: /,
    },
    {
      because: 'a misspelt setting must not be ignored',
      settings: { mial: {} },
      says: /\(settings\): Unrecognized key: "mial"/,
    },
    {
      because: 'the events of a restored table would never come',
      settings: { restoredTable: { name: 'cases-restored', streamArn: 'cases-restored' } },
      says: /restoredTable\.streamArn: use the stream's ARN/,
    },
    { because: 'settings are an object', settings: 'guardia', says: /\(settings\): / },
  ])('$settings, because $because', ({ settings, says }) => {
    expect(() => parseSettings(settings)).toThrow(says);
  });

  it('names every bad field in one message that says where to correct them', () => {
    const refusal = refusalOf({ name: 'Guardia!', alarmEmail: 'nobody', webUrl: 'desk' });

    expect(refusal).toBeInstanceOf(InvalidSettings);
    expect(refusal.message.split('\n')).toHaveLength(4);
    expect(refusal.message).toMatch(/cdk\.json.*-c config=/);
    expect(refusal.message).toMatch(/name: .*\n.*webUrl: .*\n.*alarmEmail: /);
  });

  it('accepts a Region that AWS opened after this list was written, if told so', () => {
    const settings = parseSettings({ region: 'eu-south-2', mail: { acceptUnlistedRegion: true } });

    expect(settings.region).toBe('eu-south-2');
  });
});

describe('the context', () => {
  it('gives the settings under the key guardia', () => {
    expect(settingsFromContext((key) => ({ guardia: { name: 'acme' } })[key]).name).toBe('acme');
  });

  it('prefers the file that config names', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'guardia-config-')), 'acme.json');
    writeFileSync(file, JSON.stringify({ name: 'from-file' }));

    const settings = settingsFromContext((key) => ({ config: file, guardia: { name: 'acme' } })[key]);

    expect(settings.name).toBe('from-file');
  });

  it('refuses a file that is not there by its path', () => {
    expect(() => settingsFromContext((key) => ({ config: '/nowhere/acme.json' })[key])).toThrow(
      /\/nowhere\/acme\.json cannot be read/,
    );
  });
});

function refusalOf(settings: unknown): Error {
  try {
    parseSettings(settings);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('The settings were accepted.');
}
