import type { Catalogue } from './index.ts';

const ofCall = { account: 'Account', contact: 'Contact', phone: 'Telephone', ack: 'I take the case' };

/** Every text that the desk mails, in English. */
export const en: Catalogue = {
  subjects: {
    'stranger-receipt': 'We have received your message',
    'message-not-delivered': 'A message to {recipient} was not delivered',
    'case-assigned': 'Now yours: {subject}',
    'customer-acted': 'On your case: {subject}',
    'deadline-missed': 'Deadline missed: {subject}',
    escalated: 'Escalated to you: {subject}',
    page: 'Critical case of {accountName}: call before {callbackDueAt}',
    'page-again': 'Critical case of {accountName}: call the customer again',
    'page-overdue': 'Critical case of {accountName}: NO CALLBACK since {callbackDueAt}',
    'page-incomplete': 'Critical case of {accountName}: the vital information is missing',
    'critical-prompt': 'Critical case: {subject}',
    'verify-channel': 'Your verification code',
    'weekly-digest': 'Weekly summary of {accountName}',
  },
  common: {
    number: 'Case',
    subject: 'Subject',
    viewCase: 'View the case',
    footerCase: '{deskName} · Case {number}',
    footer: '{deskName}',
    escalate: 'To escalate the case to your technical account manager: {escalateUrl}',
    unknown: 'not known yet',
    nextUpdate: 'You will hear from us again by {nextUpdateAt}.',
    linkedFiles: 'These files are too large for a mail; you can download them on the page of the case:',
    missingFiles: 'These files were announced with this message, but their upload never finished:',
  },
  deadlines: {
    owner: 'assign an owner',
    'first-response': 'first answer to the customer',
    update: 'next update to the customer',
    'owner-silence': 'activity of the owner',
    'escalation-answer': 'answer to the escalation',
    'closure-reminder': 'closing reminder',
    'closure-lapse': 'closing without an answer',
    callback: 'call back to the customer (15 minutes)',
    'critical-update-nudge': 'reminder before the agreed update',
    'critical-update': 'agreed update on the critical issue',
    handover: 'handover with a note after the change of shift',
    page: 'next page to whoever is on call',
  },
  outcomes: {
    'no-answer': 'nobody answered',
    busy: 'the line was busy',
    voicemail: 'we reached a voicemail',
    other: 'we could not speak to you',
  },
  refusals: {
    'too-large': 'it is larger than the 25 MB that we accept',
    'too-many': 'a mail may bring 100 files at most',
    'refused-type': 'it is an executable type of file, which we do not accept for safety',
    other: 'we could not accept it',
  },
  notices: {
    acknowledgement: {
      heading: 'We have received your case',
      intro: 'Thank you for writing to {deskName}. Your case is registered with the number {number}.',
      open: 'An agent will answer you by {answerBy}.',
      closed:
        'We are outside our business hours at the moment. We open again on {opensAt}, and an agent will answer you by {answerBy}.',
      reply: 'To add anything, reply to this mail.',
    },
    'critical-acknowledgement': {
      heading: 'We have registered your critical issue',
      intro: 'Case {number} is open and our on-call team has been alerted.',
      callback: 'An agent will call you before {callbackDueAt}.',
      callbackTo: 'An agent will call you at {phone} before {callbackDueAt}.',
      incomplete:
        'For an agent to call you back within fifteen minutes we need your vital information: company, name, telephone number, e-mail address and a description of the issue. Complete it on the page of the case, or call the hotline.',
      hotline:
        'You can also call the Severity 1 Hotline, open 24 hours a day, 365 days a year. Please say the PIN of the case.',
      hotlineNumbers: 'Hotline',
      pin: 'PIN of the case',
    },
    'owner-changed': {
      heading: 'Your case has an owner',
      intro:
        '{ownerName} is now responsible for your case, will keep you informed of its progress and is your contact until it is resolved.',
      reason: 'Reason for the change:',
    },
    'closure-proposed': {
      heading: 'We propose to close your case',
      intro: 'We believe that this is resolved.',
      lapses:
        'If we receive no answer, the case will be closed on {lapsesAt}, under the terms of your account.',
      stays: 'The case will not be closed until both of us agree.',
      summary: 'Summary of the solution:',
      cause: 'Cause:',
      causeUnknown: 'Its cause is not known.',
      followUps: 'Still to be done:',
      agree: 'Accept the closing',
      decline: 'Keep the case open',
      byMail:
        'You can also reply to this mail with the sentence “{agreePhrase}”, or else with the sentence “{declinePhrase}” and the reason.',
    },
    'closure-declined': {
      heading: 'The case stays open',
      intro: '{declinedBy} did not accept the closing of the case, so we keep working on it.',
      reason: 'Reason:',
    },
    'closure-reminder': {
      heading: 'We are still waiting for your answer',
      intro: 'Some days ago we proposed to close this case, and we do not know yet whether you accept.',
      summary: 'Summary of the solution:',
      cause: 'Cause:',
      causeUnknown: 'Its cause is not known.',
      followUps: 'Still to be done:',
      lapses:
        'If we receive no answer, the case will be closed on {lapsesAt}, under the terms of your account.',
      stays: 'The case stays open until we receive your answer.',
      agree: 'Accept the closing',
      decline: 'Keep the case open',
      byMail:
        'You can also reply to this mail with the sentence “{agreePhrase}”, or else with the sentence “{declinePhrase}” and the reason.',
    },
    'case-closed': {
      heading: 'Your case is closed',
      agreed: 'We closed the case by agreement of both parties.',
      withoutAnswer:
        'We closed the case because we received no answer to our proposal, under the terms of your account.',
      closed: 'We closed the case.',
      summary: 'Summary:',
      cause: 'Cause:',
      causeUnknown: 'Its cause is not known.',
      followUps: 'Still to be done:',
      reopen: 'If the issue persists, you can reopen the case until {reopenBefore} on the page of the case.',
      later: 'If you need anything else, reply to this mail.',
      rate: 'How did we do? One click tells us:',
      good: 'Well',
      bad: 'Not well',
    },
    'case-reopened': {
      heading: 'The case is open again',
      intro: '{reopenedBy} reopened the case, and we are working on it.',
      reason: 'Reason:',
    },
    'cases-merged': {
      heading: 'Two of your cases are one now',
      intro:
        'Your case {mergedNumber} goes on here: one owner answers for both, by the earlier of the two promises.',
      reply: 'You can reply to the mails of either.',
    },
    'stranger-receipt': {
      heading: 'We have received your message',
      intro:
        'Your address is not registered with {deskName}, so a person will look at your message before it is processed. If your company is our customer, write to us from your registered address, or ask your administrator to add you.',
      ignore: 'If you did not write to us, you can ignore this mail.',
    },
    'attachments-refused': {
      heading: 'We could not accept some files',
      intro: 'We received your message, but these attachments were not kept with the case:',
      next: 'If we need them to resolve the case, upload them in another format or share a link with us.',
    },
    'message-not-delivered': {
      heading: 'A message did not reach its recipient',
      intro:
        'The mail server of the recipient rejected a message of this case. Confirm the address or use another way.',
      recipient: 'Recipient',
      status: 'Status code',
      diagnostic: 'Answer of the server:',
    },
    'case-assigned': {
      heading: 'A case is yours now',
      intro: '{assignedBy} made you the owner of this case.',
      reason: 'Reason:',
      summary: 'Where it stands:',
    },
    'customer-acted': {
      wrote: 'The customer wrote on your case',
      declined: 'The customer does not agree to close your case',
      reopened: 'The customer reopened your case',
      next: 'You find their words on the page of the case.',
    },
    'deadline-missed': {
      heading: 'A deadline was missed',
      intro: 'This case needs attention now.',
      deadline: 'Deadline',
      dueAt: 'Was due on',
      owner: 'Owner',
    },
    escalated: {
      heading: 'A case was escalated to you',
      intro: '{escalatedBy} asks you to step in.',
      account: 'Account',
      answerBy: 'Answer before',
      reason: 'Reason:',
    },
    'callback-attempted': {
      heading: 'We tried to call you',
      intro: 'We called you at {phone} on {attemptedAt}: {outcome}.',
      next: 'We will try again on {nextAttemptAt}. You can also call us on the hotline:',
    },
    'customer-update': {
      heading: 'Update on the critical issue',
      nature: 'Nature of the issue:',
      changed: 'What has changed:',
      expected: 'Expected resolution',
      nextEstimate: 'Next estimate',
      nextUpdate: 'Next update',
    },
    'cadence-proposed': {
      heading: 'A proposal for how often we update you',
      intro: 'We propose to send you an update on the critical issue every {minutes} min.',
      introBy: '{proposedBy} proposes an update on the critical issue every {minutes} min.',
      agree: 'You can accept it, or propose another interval, on the page of the case.',
    },
    'workaround-given': {
      heading: 'There is a workaround',
      intro: 'On {givenAt} we recorded this workaround for the critical issue:',
      next: 'The case stays open. If the workaround does not help you, reply to this mail or call us.',
    },
    'workaround-failed': {
      heading: 'The workaround has failed',
      intro: 'We are working on the critical issue again. What we found:',
      next: 'You will hear from us at the agreed interval again.',
    },
    'issue-ended': {
      heading: 'The critical issue has ended',
      intro: 'By our records, the unavailability ended on {endedAt}.',
      next: 'The case stays open until we agree to close it. If the issue persists, reply to this mail or call us.',
    },
    page: {
      heading: 'A customer is waiting for your call',
      intro: 'Confirm that you take the case, and call the customer before {callbackDueAt}.',
      ...ofCall,
    },
    'page-again': {
      heading: 'Call the customer again',
      intro: 'Your last call did not reach the customer. Call them again.',
      ...ofCall,
    },
    'page-overdue': {
      heading: 'A customer is still waiting for the call that they were promised',
      intro: 'NO CALLBACK since {callbackDueAt}. Confirm that you take the case, and call the customer now.',
      ...ofCall,
    },
    'page-incomplete': {
      heading: 'A critical case lacks its vital information',
      intro:
        'Confirm that you take the case, get in touch with the customer, and complete the vital information with them on the page of the case.',
      since:
        'The case has been critical since {declaredAt}. The fifteen minutes to call the customer begin when the vital information is complete.',
      account: 'Account',
      contact: 'Contact',
      email: 'E-mail',
      ack: 'I take the case',
    },
    'critical-prompt': {
      heading: 'A critical case needs you',
      'update-due': 'The customer is owed an update, and it is due soon.',
      'shift-change':
        'The shift has changed. Whoever has the case hands it over with a written note, or notes that they go on with it.',
      reopened: 'The customer has reopened the case: it is worked on again.',
      'closure-declined': 'The customer says that it is not over: it is worked on again.',
      'workaround-failed': 'The customer says that the workaround has failed: it is worked on again.',
      promptedAt: 'At',
      next: 'On duty now',
    },
    'verify-channel': {
      heading: 'Verify this address',
      intro: 'Enter this code on the screen where you asked for it:',
      expires: 'The code is valid until {expiresAt}.',
      ignore:
        'If you did not ask for it, you can ignore this mail. We will never ask you for this code by phone.',
    },
    'weekly-digest': {
      heading: 'Weekly summary of {accountName}',
      opened: 'Cases opened',
      closed: 'Cases closed',
      silent: 'Cases without activity',
      reopened: 'Cases reopened',
      breached: 'Deadlines missed',
      awaitingCustomer: 'Waiting on the customer',
      cases: 'Cases worth a look:',
      dashboard: 'Open the dashboard',
    },
  },
};
