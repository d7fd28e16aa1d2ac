import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { explainMail } from '../../../shared/email/explain/explain-mail.ts';
import { rawMail } from './raw-mail.ts';

const main = fileURLToPath(new URL('../../../shared/email/explain/main.ts', import.meta.url));
const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/mail/${name}.eml`, import.meta.url));
const run = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });

describe('explain-mail', () => {
  it('prints one JSON line a file, in order', () => {
    const { stdout, status } = run(fixture('reply-gmail-es'), fixture('delivery-report'));
    const [reply, report] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(status).toBe(0);
    expect(reply).toMatchObject({
      file: fixture('reply-gmail-es'),
      subject: 'Re: Su caso',
      reply: 'Ya funciona, gracias.',
      automatic: null,
      bounces: [],
      intake: {
        decision: 'open-or-join',
        because: expect.stringContaining('if SES authenticates acme.example'),
      },
    });
    expect(report).toMatchObject({
      automatic: 'bounce',
      bounces: [
        {
          recipient: 'ana@acme.example',
          status: '5.1.1',
          permanent: true,
          originalMessageId: 'ours@eu-west-1.amazonses.com',
        },
      ],
      intake: {
        decision: 'place-bounce',
        because: expect.stringContaining('flags ana@acme.example as dead'),
      },
    });
  });

  it('goes on after a file that it cannot read, and says so', () => {
    const { stdout, stderr, status } = run('/no/such/file.eml', fixture('html-only'));
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('/no/such/file.eml');
    expect(status).toBe(1);
  });

  it('says in words why, without what a terminal would obey', () => {
    const { stdout } = run('--why', fixture('delivery-report'));
    expect(stdout).toContain('written   by a machine: bounce');
    expect(stdout).toContain('failed    ana@acme.example 5.1.1 (the address is dead) 550 5.1.1 User unknown');
    expect(stdout).toContain('intake    place-bounce: a delivery report; placed on the case');
    expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('explains itself when asked', () => {
    const { stdout, status } = run('--help');
    expect(stdout).toContain('--kind body-html');
    expect(status).toBe(0);
  });

  it.each([
    ['there is no such file', '/no/such/file.eml'],
    ['this is a folder: name the files in it', fileURLToPath(new URL('.', import.meta.url))],
  ])('says in a word why a file is unread: %s', (why, file) => {
    expect(run(file).stderr).toContain(why);
  });

  it.each([
    ['no file', []],
    ['an unknown option', ['--bogus', 'a.eml']],
    ['an unknown kind', ['--kind', 'sound', 'a.eml']],
  ])('refuses %s with its usage', (_because, args) => {
    const { stderr, status } = run(...args);
    expect(stderr).toContain('Usage: npm run --silent explain-mail');
    expect(status).toBe(2);
  });

  it('explains a body that was decoded elsewhere', () => {
    const text = Buffer.from('Hecho.\n\nEl lun, 24 nov 2025, Ana escribió:\n> DNS');
    expect(explainMail({ file: 'a', kind: 'body-text', raw: text })).toMatchObject({
      reply: 'Hecho.',
      intake: null,
    });
    const html = Buffer.from('<p>Hecho.</p><blockquote>DNS</blockquote>');
    expect(explainMail({ file: 'a', kind: 'body-html', raw: html })).toMatchObject({
      reply: 'Hecho.',
      text: expect.stringContaining('DNS'),
    });
  });

  it.each([
    ['keep-unanswered', 'a list', { 'List-Id': '<users.list.example>' }],
    ['quarantine', 'no sender', { From: '' }],
    ['quarantine', 'two senders', { From: 'ana@acme.example, eve@evil.example' }],
    ['quarantine', 'a sender without a domain', { From: 'root' }],
    ['open-or-join', 'an alert', { 'Auto-Submitted': 'auto-generated' }],
    ['open-or-join', 'a person', {}],
  ])('forecasts %s for %s', (decision, _because, fields) => {
    expect(explainMail({ file: 'a', kind: 'message', raw: rawMail(fields) }).intake?.decision).toBe(decision);
  });
});
