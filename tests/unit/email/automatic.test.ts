import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classifyAutomatic, parseMessage } from '../../../shared/email/index.ts';
import { type Fields, multipart, rawMail } from './raw-mail.ts';

const reasonOf = async (fields: Fields, body?: string) =>
  classifyAutomatic(await parseMessage(rawMail(fields, body)));
const fixture = (name: string) => readFileSync(new URL(`../../fixtures/mail/${name}.eml`, import.meta.url));

describe('mail made by a machine is named by its reason (frappe/helpdesk PR#3628)', () => {
  it.each([
    ['auto-reply', 'RFC 3834', { 'Auto-Submitted': 'auto-replied' }],
    ['auto-reply', 'RFC 3834, with a comment', { 'Auto-Submitted': 'auto-replied (vacation)' }],
    ['auto-reply', 'capitals: freescout compares by exact case', { 'Auto-Submitted': 'Auto-Replied' }],
    ['auto-reply', 'Gmail', { 'X-Autoreply': 'yes', Precedence: 'bulk' }],
    ['auto-reply', 'cPanel', { 'X-Autorespond': 'Re: hello' }],
    ['auto-reply', 'an old precedence', { Precedence: 'auto_reply' }],
    ['auto-reply', 'Mercury', { 'X-POST-MessageClass': '9; Autoresponder' }],
    ['auto-reply', 'Exchange in English', { Subject: 'Automatic reply: Your case' }],
    ['auto-reply', 'Exchange in Spanish', { Subject: 'Respuesta automática: Su caso' }],
    ['auto-reply', 'Exchange in German', { Subject: 'Automatische Antwort: Ihr Fall' }],
    ['auto-reply', 'Exchange in French', { Subject: 'Réponse automatique : Votre dossier' }],
    ['auto-reply', 'out of office: znuny#138, it closed a ticket', { Subject: 'Out of Office: Your case' }],
    ['auto-reply', 'Chinese', { Subject: '自动回复: case' }],
    ['auto-generated', 'RFC 3834', { 'Auto-Submitted': 'auto-generated' }],
    ['auto-generated', 'an unknown keyword is not "no"', { 'Auto-Submitted': 'auto-something' }],
    ['auto-generated', 'another desk', { 'X-Auto-Response-Suppress': 'All' }],
    ['auto-generated', 'an empty envelope sender', { 'Return-Path': '<>' }],
    [
      'auto-generated',
      'a read receipt',
      { 'Content-Type': 'multipart/report; report-type=disposition-notification; boundary=b' },
    ],
    ['mailing-list', 'RFC 2919', { 'List-Id': 'Users <users.list.example>' }],
    ['mailing-list', 'an old list server', { Precedence: 'list' }],
    ['mailing-list', 'capitals', { Precedence: 'List' }],
    ['mailing-list', 'Mailman', { 'X-BeenThere': 'users@list.example' }],
    ['bulk', 'precedence', { Precedence: 'bulk' }],
    ['bulk', 'a newsletter', { 'List-Unsubscribe': '<https://news.example/u>' }],
    ['challenge-response', 'BoxTrapper', { Subject: 'Your email requires verification verify#abcdEFGH1234' }],
    ['challenge-response', 'a confirmation', { Subject: 'Please confirm your message' }],
    [
      'feedback-report',
      'RFC 5965',
      { 'Content-Type': 'multipart/report; report-type=feedback-report; boundary=b' },
    ],
    ['feedback-report', 'Hotmail', { 'X-HmXmrOriginalRecipient': 'ana@hotmail.example' }],
  ])('%s: %s', async (reason, _because, fields) => {
    const encoded = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, Buffer.from(value ?? '').toString('latin1')]),
    );
    expect(await reasonOf(encoded)).toBe(reason);
  });

  it('a bounce is a bounce, though it is auto-replied and bulk as well', async () => {
    expect(classifyAutomatic(await parseMessage(fixture('delivery-report')))).toBe('bounce');
  });

  it('an out-of-office reply to our mail is one', async () => {
    expect(classifyAutomatic(await parseMessage(fixture('out-of-office')))).toBe('auto-reply');
  });

  it('an abuse report is no bounce, though it returns a mail', async () => {
    const body = multipart(
      'b',
      'Content-Type: text/plain\n\nComplaint.',
      'Content-Type: message/feedback-report\n\nFeedback-Type: abuse',
      'Content-Type: message/rfc822\n\nSubject: x\n\ny',
    );
    expect(await reasonOf({ 'Content-Type': 'multipart/mixed; boundary=b', 'Return-Path': '<>' }, body)).toBe(
      'feedback-report',
    );
  });
});

describe('a person is never taken for a machine', () => {
  it.each([
    ['Auto-Submitted: no (freescout takes any value for automatic)', { 'Auto-Submitted': 'no' }],
    ['Auto-Submitted: No', { 'Auto-Submitted': 'No' }],
    ['an answer about an auto-reply', { Subject: 'Re: Automatic reply: Your case' }],
    ['a question about absence', { Subject: 'Vacation settings do not save' }],
    ['a question about out-of-office', { Subject: 'Out of office replies loop with your desk' }],
    ['a no-reply address alone', { From: 'noreply@shop.example' }],
    [
      'the postmaster of a customer',
      { From: 'Postmaster <postmaster@acme.example>', Subject: 'Question about our MX' },
    ],
    [
      'an administrator',
      { From: 'System Administrator <admin@acme.example>', Subject: 'Our mail is delayed' },
    ],
    ['X-Autoreply: no', { 'X-Autoreply': 'no' }],
    ['X-Auto-Response-Suppress: none', { 'X-Auto-Response-Suppress': 'None' }],
    ['normal precedence', { Precedence: 'normal' }],
    ['a subject about delivery', { Subject: 'Mail delivery failed for three users' }],
    ['a subject about returned mail', { Subject: 'Returned mail: what does 5.7.1 mean?' }],
    ['a real envelope sender', { 'Return-Path': '<ana@acme.example>' }],
  ])('not by %s', async (_because, fields) => {
    expect(
      await reasonOf(fields, 'Our mail to bob@other.example could not be delivered, please help.\n'),
    ).toBeNull();
  });
});
