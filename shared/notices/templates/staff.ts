import { facts, heading, link, list, paragraph, quote } from '../blocks.ts';
import type { Template } from '../draft.ts';
import { items } from '../values.ts';
import { caseFacts, caseLink, factIf, nameOf } from './parts.ts';

const messageNotDelivered: Template<'message-not-delivered'> = (draft) => {
  const { say, values } = draft;
  const { recipient, status, diagnostic } = values;
  return [
    heading(say('heading')),
    paragraph(say('intro')),
    caseFacts(draft, { label: say('recipient'), value: recipient }, ...factIf(say('status'), status)),
    ...(diagnostic === undefined ? [] : [paragraph(say('diagnostic')), quote(diagnostic)]),
    caseLink(draft),
  ];
};

const caseAssigned: Template<'case-assigned'> = (draft) => {
  const { say, values } = draft;
  const { reason, summary } = values;
  return [
    heading(say('heading')),
    paragraph(say('intro')),
    ...(reason === undefined ? [] : [paragraph(say('reason')), quote(reason)]),
    ...(summary === undefined ? [] : [paragraph(say('summary')), quote(summary)]),
    caseFacts(draft),
    caseLink(draft),
  ];
};

const happenings: readonly string[] = ['declined', 'reopened'];

const customerActed: Template<'customer-acted'> = (draft) => {
  const { say, values } = draft;
  const what = happenings.includes(values.happening)
    ? (values.happening as 'declined' | 'reopened')
    : 'wrote';
  return [heading(say(what)), paragraph(say('next')), caseFacts(draft), caseLink(draft)];
};

const deadlineMissed: Template<'deadline-missed'> = (draft) => {
  const { say, texts, values } = draft;
  return [
    heading(say('heading')),
    paragraph(say('intro')),
    caseFacts(
      draft,
      { label: say('deadline'), value: nameOf(values.deadline, texts.deadlines, values.deadline) },
      { label: say('dueAt'), value: values.dueAt },
      ...factIf(say('owner'), values.ownerName),
    ),
    caseLink(draft),
  ];
};

const escalated: Template<'escalated'> = (draft) => {
  const { say, values } = draft;
  return [
    heading(say('heading')),
    paragraph(say('intro')),
    paragraph(say('reason')),
    quote(values.reason),
    caseFacts(
      draft,
      ...factIf(say('account'), values.accountName),
      ...factIf(say('answerBy'), values.answerBy),
    ),
    caseLink(draft),
  ];
};

const weeklyDigest: Template<'weekly-digest'> = ({ say, values, settings }) => {
  const counts = ['opened', 'closed', 'silent', 'reopened', 'breached'] as const;
  const cases = items(values.cases ?? '');
  return [
    heading(say('heading')),
    facts(
      ...counts.map((count) => ({ label: say(count), value: values[count] })),
      ...factIf(say('awaitingCustomer'), values.awaitingCustomer),
    ),
    ...(cases.length === 0 ? [] : [paragraph(say('cases')), list(cases)]),
    link(say('dashboard'), settings.webUrl),
  ];
};

export const staffTemplates = {
  'case-assigned': caseAssigned,
  'message-not-delivered': messageNotDelivered,
  'customer-acted': customerActed,
  'deadline-missed': deadlineMissed,
  escalated,
  'weekly-digest': weeklyDigest,
};
