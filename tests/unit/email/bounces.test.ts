import { describe, expect, it } from 'vitest';
import { classifyAutomatic, parseMessage, readBounces } from '../../../shared/email/index.ts';
import { type Fields, multipart, rawMail } from './raw-mail.ts';

async function read(fields: Fields, body: string) {
  const message = await parseMessage(rawMail(fields, body));
  return { reason: classifyAutomatic(message), bounces: readBounces(message) };
}

const ORIGINAL =
  'Received: from mail.guardia.example\nMessage-ID: <ours@eu-west-1.amazonses.com>\nFrom: support@guardia.example\nTo: ana@acme.example\nSubject: Your case\n\ntext';

function report(status: string, words = 'Your mail could not be delivered.'): string {
  return multipart(
    'b',
    `Content-Type: text/plain\n\n${words}`,
    `Content-Type: message/delivery-status\n\n${status}`,
    `Content-Type: message/rfc822\n\n${ORIGINAL}`,
  );
}

const REPORT: Fields = {
  From: 'MAILER-DAEMON@mx.example (Mail Delivery System)',
  Subject: 'Undelivered Mail Returned to Sender',
  'Return-Path': '<>',
  'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
};

describe('a machine-readable report', () => {
  it('gives address, status, diagnostic and the id of our mail', async () => {
    const status =
      'Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ana@acme.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <ana@acme.example>:\n Recipient address rejected: User unknown';
    expect(await read(REPORT, report(status))).toEqual({
      reason: 'bounce',
      bounces: [
        {
          recipient: 'ana@acme.example',
          status: '5.1.1',
          action: 'failed',
          permanent: true,
          diagnostic: '550 5.1.1 <ana@acme.example>: Recipient address rejected: User unknown',
          originalMessageId: 'ours@eu-west-1.amazonses.com',
        },
      ],
    });
  });

  it('keeps the recipients in order and leaves out those who got the mail', async () => {
    const group = (address: string, action: string, status: string) =>
      `Final-Recipient: rfc822; ${address}\nAction: ${action}\nStatus: ${status}`;
    const status = [
      'Reporting-MTA: dns; mx.example',
      group('b@acme.example', 'failed', '5.2.2'),
      group('a@acme.example', 'relayed', '2.1.5'),
      group('c@acme.example', 'delayed', '4.4.1'),
    ].join('\n\n');
    const { bounces } = await read(REPORT, report(status));
    expect(bounces.map(({ recipient, action, permanent }) => [recipient, action, permanent])).toEqual([
      ['b@acme.example', 'failed', false],
      ['c@acme.example', 'delayed', false],
    ]);
  });

  it('names the recipient as the sender wrote it', async () => {
    const status =
      'Final-Recipient: rfc822; inner@host.acme.example\nOriginal-Recipient: rfc822;Ana@acme.example\nAction: failed\nStatus: 5.1.1';
    expect((await read(REPORT, report(status))).bounces[0]?.recipient).toBe('ana@acme.example');
  });

  it('is no bounce when everything was delivered', async () => {
    const status = 'Final-Recipient: rfc822; ana@acme.example\nAction: delivered\nStatus: 2.1.5';
    expect(await read({ ...REPORT, Subject: 'Delivery report' }, report(status))).toEqual({
      reason: 'auto-generated',
      bounces: [],
    });
  });

  it.each([
    ['the diagnostic says more than 5.0.0', '5.0.0', 'smtp; 550 5.2.2 Mailbox full', '5.2.2'],
    ['the diagnostic says more than a blanket 5.1.1', '5.1.1', 'smtp; 550 5.7.1 blocked by policy', '5.7.1'],
    ['the field says more than 5.5.0', '5.1.1', 'smtp; 550 5.5.0 no', '5.1.1'],
    ['an IP address is no code', '5.1.1', 'smtp; 550 host 10.5.1.2.3 said no', '5.1.1'],
    ['the reply code decides between two classes', '5.0.0', 'smtp; 450 4.1.1 unknown', '4.1.1'],
    ['there is no field', '', 'smtp; 550 5.7.26 unauthenticated', '5.7.26'],
  ])('prefers the code that says more: %s', async (_because, field, diagnostic, expected) => {
    const status = `Final-Recipient: rfc822; ana@acme.example\nAction: failed\nStatus: ${field}\nDiagnostic-Code: ${diagnostic}`;
    expect((await read(REPORT, report(status))).bounces[0]?.status).toBe(expected);
  });

  it.each([
    ['unknown user', '5.1.1', '550 5.1.1 User unknown', true],
    ['unknown user behind 5.0.0', '5.0.0', '550 No such user here (in reply to RCPT TO command)', true],
    ['unknown host', '5.1.2', '550 Host unknown', true],
    [
      'a domain that does not exist',
      '5.4.4',
      'X-Postfix; Host or domain name not found. Name service error for name=acme.example type=A: Host not found',
      true,
    ],
    ['a null MX', '5.1.10', '556 5.1.10 domain does not accept mail (nullMX)', true],
    ['moved', '5.1.6', '551 5.1.6 recipient has moved', true],
    ['a full mailbox', '5.2.2', '552 5.2.2 Mailbox full', false],
    ['quota behind a blanket 5.1.1', '5.1.1', '552 user is over quota', false],
    ['a policy', '5.7.1', '550 5.7.1 Message rejected due to local policy', false],
    [
      'a blocklist',
      '5.7.1',
      '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org',
      false,
    ],
    ['DMARC', '5.7.26', '550 5.7.26 Unauthenticated email is not accepted due to DMARC policy', false],
    ['relaying', '5.7.1', '550 5.7.1 Unable to relay', false],
    ['the sender', '5.1.8', '553 5.1.8 Sender address rejected: Domain not found', false],
    [
      'the sender behind other words',
      '5.1.8',
      '553 5.1.8 <x@y.example>... Domain of sender address x@y.example does not exist',
      false,
    ],
    [
      'a name server in trouble',
      '5.4.4',
      'X-Postfix; Host or domain name not found. Name service error: try again',
      false,
    ],
    ['a mailbox code without a refused address', '5.2.0', '550 5.2.0 User Unknown', false],
    [
      'a mailbox code with a refused address',
      '5.2.1',
      '550 5.2.1 unknown user (in reply to RCPT TO command)',
      true,
    ],
    [
      'unknown user behind a policy code',
      '5.7.1',
      '554 5.7.1 <ana@acme.example>: Recipient address rejected: user unknown',
      true,
    ],
    ['a suspended account', '5.2.1', '550 5.2.1 The email account is disabled', false],
    ['size', '5.3.4', '552 5.3.4 Message too big', false],
    [
      'a timeout',
      '4.4.1',
      'X-Postfix; connect to mx.acme.example[192.0.2.1]:25: Connection timed out',
      false,
    ],
    [
      'a refusal after the text was seen',
      '5.0.0',
      '550 Unknown user (in reply to end of DATA command)',
      false,
    ],
    ['a local program', '5.1.1', 'x-unix; user unknown. Command output: procmail failed', false],
  ])('flags the address only when it is dead: %s', async (_because, code, diagnostic, permanent) => {
    const typed = /^x-/i.test(diagnostic) ? diagnostic : `smtp; ${diagnostic}`;
    const status = `Final-Recipient: rfc822; ana@acme.example\nAction: failed\nStatus: ${code}\nDiagnostic-Code: ${typed}`;
    expect((await read(REPORT, report(status))).bounces[0]?.permanent).toBe(permanent);
  });

  it('never flags an address that is only delayed', async () => {
    const status =
      'Final-Recipient: rfc822; ana@acme.example\nAction: delayed\nStatus: 4.1.1\nDiagnostic-Code: smtp; 450 4.1.1 User unknown';
    expect(
      (await read({ ...REPORT, Subject: 'Delayed Mail (still being retried)' }, report(status))).bounces[0],
    ).toMatchObject({ action: 'delayed', permanent: false });
  });
});

describe('a report in words', () => {
  it.each([
    [
      'qmail',
      'MAILER-DAEMON@mx.example',
      'failure notice',
      "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<ana@acme.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n",
      '5.1.1',
      true,
    ],
    [
      'qmail, host',
      'MAILER-DAEMON@mx.example',
      'failure notice',
      "<ana@acme.example>:\nSorry, I couldn't find any host named acme.example. (#5.1.2)\n\n--- Below this line is a copy of the message.\n\n",
      '5.1.2',
      true,
    ],
    [
      'exim',
      'Mail Delivery System <Mailer-Daemon@mx.example>',
      'Mail delivery failed: returning message to sender',
      'A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ana@acme.example\n    SMTP error from remote mail server after RCPT TO:<ana@acme.example>:\n    host mx.acme.example [192.0.2.1]: 550 5.1.1 User unknown\n\n------ This is a copy of the message, including all the headers. ------\n\n',
      '5.1.1',
      true,
    ],
    [
      'exim, delay',
      'Mail Delivery System <Mailer-Daemon@mx.example>',
      'Warning: message 1abc delayed 24 hours',
      'A message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.example.\n\nThe address to which the message has not yet been delivered is:\n\n  ana@acme.example\n    Delay reason: retry timeout exceeded\n',
      null,
      false,
    ],
    [
      'Gmail',
      'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      'Delivery Status Notification (Failure)',
      'Delivery to the following recipient failed permanently:\n\n     ana@acme.example\n\nTechnical details of permanent failure: \nGoogle tried to deliver your message, but it was rejected.\n\nThe error that the other server returned was:\n550 5.2.2 <ana@acme.example>... Mailbox Full\n\n----- Original message -----\n\n',
      '5.2.2',
      false,
    ],
    [
      'Yahoo',
      'MAILER-DAEMON@yahoo.example',
      'Failure Notice',
      'Sorry, we were unable to deliver your message to the following address.\n\n<ana@acme.example>:\nRemote host said: 550 5.1.1 <ana@acme.example>... User Unknown [RCPT_TO]\n\n--- Below this line is a copy of the message.\n\n',
      '5.1.1',
      true,
    ],
    [
      'Exchange 2003',
      'System Administrator <postmaster@mx.example>',
      'Undeliverable: Your case',
      'Your message did not reach some or all of the intended recipients.\n\n      Subject:\tYour case\n      Sent:\t24/11/2025 9:19\n\nThe following recipient(s) could not be reached:\n\n      ana@acme.example on 24/11/2025 9:19\n            The e-mail account does not exist at the organization this message was sent to.\n            <mx.example #5.1.1>\n',
      '5.1.1',
      true,
    ],
    [
      'Exchange Online',
      'postmaster@mx.example',
      'Undeliverable: Your case',
      "Delivery has failed to these recipients or groups:\n\nana@acme.example<mailto:ana@acme.example>\nThe email address wasn't found at the destination domain.\n\nDiagnostic information for administrators:\n\nGenerating server: mx.example\n\nana@acme.example\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'\n\nOriginal message headers:\n\n",
      '5.1.10',
      true,
    ],
    [
      'Domino',
      'postmaster@mx.example',
      'DELIVERY FAILURE: User ana (ana@acme.example) not listed in Domino Directory',
      'Your message\n\n  Subject: Your case\n\nwas not delivered to:\n\n  ana@acme.example\n\nbecause:\n\n  User ana (ana@acme.example) not listed in Domino Directory\n\n',
      null,
      true,
    ],
    [
      'sendmail 5',
      'MAILER-DAEMON@mx.example',
      'Returned mail: User unknown',
      '   ----- Transcript of session follows -----\nWhile talking to mx.acme.example:\n>>> RCPT To:<ana@acme.example>\n<<< 550 <ana@acme.example>, User Unknown\n550 <ana@acme.example>... User unknown\n\n   ----- Unsent message follows -----\n',
      null,
      true,
    ],
    [
      'OpenSMTPD',
      'Mailer Daemon <MAILER-DAEMON@mx.example>',
      'Delivery status notification',
      '    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\nana@acme.example: 550 5.2.2 <ana@acme.example>... Mailbox Full\n\n    Below is a copy of the original message:\n\n',
      '5.2.2',
      false,
    ],
    [
      'DragonFly',
      'MAILER-DAEMON <>',
      'Mail delivery failed',
      'This is the DragonFly Mail Agent at mx.example.\n\nThere was an error delivering your mail to <ana@acme.example>.\n\nmx.acme.example [192.0.2.1] did not like our RCPT TO:\n552 5.2.2 <ana@acme.example>: Recipient address rejected: Mailbox full\n\nOriginal message follows.\n\n',
      '5.2.2',
      false,
    ],
    [
      '1&1',
      'Mail Delivery System <mailer-daemon@mx.example>',
      'Mail delivery failed: returning message to sender',
      'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of\nits recipients. The following addresses failed:\n\n<ana@acme.example>\nMail quota exceeded\n\n--- The header of the original message is following. ---\n\n',
      null,
      false,
    ],
    [
      'GMX',
      'GMX Mailer Daemon <mailer-daemon@mx.example>',
      'Mail delivery failed: returning message to sender',
      'A message that you sent could not be delivered to\none or more of its recipients. This is a permanent error.\nThe following address failed:\n\n"ana@acme.example":\nSMTP error from remote server after RCPT command:\nhost: mx.acme.example\n5.1.1 <ana@acme.example>... User Unknown\n\n--- The header of the original message is following. ---\n\n',
      '5.1.1',
      true,
    ],
    [
      'Zoho',
      'mailer-daemon@mail.zoho.example',
      'Undelivered Mail Returned to Sender',
      'A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.\n\nana@acme.example Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 <ana@acme.example>... User Unknown\n\n',
      '5.1.1',
      true,
    ],
    [
      'IMail',
      'Postmaster <postmaster@mx.example>',
      'Undeliverable Mail',
      'Unknown user: ana@acme.example\n\nOriginal message follows.\n\n',
      null,
      true,
    ],
    [
      'MailFoundry',
      'MAILER-DAEMON@mx.example',
      'Message delivery has failed',
      'Unable to deliver message to: <ana@acme.example>\nDelivery failed for the following reason:\nServer mx.acme.example[192.0.2.1] failed with: 550 <ana@acme.example> No such user here\n\nThis has been a permanent failure.  No further delivery attempts will be made.\n',
      null,
      true,
    ],
    [
      'MailMarshal',
      'MailMarshal <postmaster@mx.example>',
      'Undeliverable Mail: "Your case"',
      'Your message:\n   From:    support@guardia.example\n   Subject: Your case\n\nCould not be delivered because of\n\n550 5.1.1 User unknown\n\nThe following recipients were affected:\n    ana@acme.example\n\nAdditional Information\n',
      '5.1.1',
      true,
    ],
    [
      'KDDI',
      'no-reply@mx.example',
      'Mail Undeliverable',
      'Your mail sent on: Thu, 29 Apr 2010 11:04:47 +0900\n\nCould not be delivered to: <ana@acme.example>\nAs their mailbox is full.\n\n',
      null,
      false,
    ],
    [
      'Notes',
      'postmaster@mx.example',
      'Undeliverable message',
      '------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\nana@acme.example\n\n\n------- Returned Message --------\n\n',
      null,
      true,
    ],
    [
      'Apache James',
      'postmaster@mx.example',
      '[BOUNCE]',
      'This message was not delivered.\n\nError message below:\n550 - Requested action not taken: no such user here\n\nMessage details:\n  Subject: Your case\n  MAIL FROM: support@guardia.example\n  RCPT TO: ana@acme.example\n\n',
      null,
      true,
    ],
    [
      'X6',
      'Mail Delivery Service <postmaster@mx.example>',
      'There was an error sending your mail',
      'We had trouble delivering your message. Full details follow:\n\nSubject: Your case\n\n1 error(s):\n\nSMTP Server <mx.acme.example> rejected recipient <ana@acme.example> (Error following RCPT command). It responded as follows: [550 5.1.1 <ana@acme.example>... User Unknown]\n',
      '5.1.1',
      true,
    ],
    [
      'SurfControl',
      'Mail Delivery System <postmaster@mx.example>',
      'Returned Mail',
      'Your message could not be sent.\nA transcript of the attempts to send the message follows.\nThe number of attempts made: 1\nAddressed To: ana@acme.example\n\nThu 29 Apr 2010 23:34:45 +0900\nFailed to send to identified host,\nana@acme.example: [192.0.2.5], 550 ana@acme.example... No such user\n\n--- Message non-deliverable.\n',
      null,
      true,
    ],
    [
      'Verizon',
      'post_master@vtext.example',
      'Undeliverable Message',
      'Message could not be delivered to mobile.\nError: No valid recipients for this MM\n\nOriginal message:\nTo: ana@acme.example\n',
      null,
      null,
    ],
    [
      'McAfee',
      'Mail Delivery System <mailer-daemon@mx.example>',
      'Delivery Status',
      '--- The following addresses had delivery problems ---\n\n<ana@acme.example>   (User unknown ana@acme.example)\n\n',
      null,
      true,
    ],
    [
      'MessageLabs',
      'MAILER-DAEMON@messagelabs.example',
      'Mail Delivery Failure',
      'This is the mail delivery agent at messagelabs.example.\n\nI was unable to deliver your message to the following addresses:\n\nana@acme.example\n\nReason: 550 ana@acme.example... No such user\n\nThe message subject was: Your case\n',
      null,
      true,
    ],
    [
      'EZweb',
      'Postmaster@ezweb.example',
      'Mail System Error - Returned Mail',
      'Each of the following recipients was rejected by a remote mail server.\nThe reasons given by the server are included to help you determine why\neach recipient was rejected.\n\n    Recipient: <ana@acme.example>\n    Reason:    <ana@acme.example>... User Unknown\n\n',
      null,
      true,
    ],
    [
      'InterScan',
      'InterScan Messaging Security Suite <notification@mx.example>',
      'Mail could not be delivered',
      'Sent >>> RCPT TO:<ana@acme.example>\nReceived <<< 550 5.1.1 <ana@acme.example>... user unknown\n\nUnable to deliver message to <ana@acme.example>\n\n',
      '5.1.1',
      true,
    ],
    [
      'X1',
      'Mail Deliver System <mailer-daemon@mx.example>',
      'Returned Mail: Your case',
      'The original message was received at Thu, 29 Apr 2010 23:34:45 +0900\nfrom support@guardia.example\n\n---The following addresses had delivery errors---\n\nana@acme.example [User unknown]\n\n',
      null,
      true,
    ],
    [
      'X2',
      'MAILER-DAEMON@mx.example',
      'Delivery failure',
      "Unable to deliver message to the following address(es).\n\n<ana@acme.example>:\nThis user doesn't have an acme.example account (ana@acme.example) [0]\n\n",
      null,
      true,
    ],
    [
      'm-FILTER',
      'Mailer Daemon <MAILER-DAEMON@mx.example>',
      'failure notice',
      '-------server message\n550 5.1.1 unknown user <ana@acme.example>\n\n-------SMTP command\nRCPT TO:<ana@acme.example>\n\n-------original message\n',
      '5.1.1',
      true,
    ],
    [
      'Activehunter',
      'MAILER-DAEMON@mx.example',
      'FAILURE NOTICE :',
      '  ----- The following addresses had permanent fatal errors -----\n\n>>> ana@acme.example <ana@acme.example>\n\n550 sorry, no mailbox here by that name (#5.1.1 - chkusr)\n\n',
      '5.1.1',
      true,
    ],
    [
      'Biglobe',
      'postmaster@biglobe.example',
      'Returned mail: Your case',
      "   ----- The following addresses had delivery problems -----\n<ana@acme.example>\n\n   ----- Non-delivered information -----\nThe number of messages in recipient's mailbox exceeded the local limit.\n\n",
      null,
      false,
    ],
  ])('is read: %s', async (_because, from, subject, body, status, permanent) => {
    const withOriginal = `${body}${ORIGINAL}\n`;
    const { reason, bounces } = await read(
      { From: from, Subject: subject, 'Return-Path': '<>', To: 'support@guardia.example' },
      withOriginal,
    );
    expect(reason).toBe('bounce');
    expect(bounces.map((bounce) => bounce.recipient)).toEqual(['ana@acme.example']);
    expect(bounces[0]?.status).toBe(status);
    if (permanent !== null) expect(bounces[0]?.permanent).toBe(permanent);
    expect(bounces[0]?.originalMessageId).toBe('ours@eu-west-1.amazonses.com');
  });
});

describe('a person who writes about a bounce', () => {
  it.each([
    [
      'forwards one',
      { Subject: 'Fwd: Undelivered Mail Returned to Sender' },
      'What is this?\n\n550 5.1.1 User unknown\n\n--- Below this line is a copy of the message.\n',
    ],
    [
      'asks about one',
      { Subject: 'Undeliverable mail' },
      'My mail to bob@other.example could not be delivered: 550 5.7.1 blocked. Please help.',
    ],
    ['answers one', { Subject: 'RE: Delivery Status Notification (Failure)' }, 'It happened again.'],
    [
      'attaches one',
      { Subject: 'Mail delivery failed', 'Content-Type': 'multipart/mixed; boundary=b' },
      multipart(
        'b',
        'Content-Type: text/plain\n\nSee attached.',
        `Content-Type: message/rfc822\n\nFrom: MAILER-DAEMON@mx.example\nSubject: failure notice\n\n<bob@other.example>: 550 5.1.1`,
      ),
    ],
  ])('is taken for a person: %s', async (_because, fields, body) => {
    expect((await read(fields, body)).reason).toBeNull();
  });
});
