import type { CallNotice } from '../../domain/case/critical/page.ts';
import { type Block, facts, heading, link, list, paragraph, quote } from '../blocks.ts';
import type { Catalogue } from '../catalogue/index.ts';
import type { Draft, Template } from '../draft.ts';
import { interpolate, items } from '../values.ts';
import { caseFacts, caseLink, factIf, nameOf } from './parts.ts';

const criticalAcknowledgement: Template<'critical-acknowledgement'> = (draft) => {
  const { say, values } = draft;
  const callback = values.phone === undefined ? 'callback' : 'callbackTo';
  const numbers = items(values.hotlineNumbers).join(', ');
  return [
    heading(say('heading')),
    paragraph(say('intro')),
    paragraph(values.callbackDueAt === undefined ? say('incomplete') : say(callback)),
    paragraph(say('hotline')),
    facts({ label: say('hotlineNumbers'), value: numbers }, { label: say('pin'), value: values.pin }),
    caseFacts(draft),
    caseLink(draft),
  ];
};

const callbackAttempted: Template<'callback-attempted'> = (draft) => {
  const { say, texts, values } = draft;
  const outcome = nameOf(values.outcome, texts.outcomes, texts.outcomes.other);
  return [
    heading(say('heading')),
    paragraph(interpolate(texts.notices['callback-attempted'].intro, { ...values, outcome })),
    paragraph(say('next')),
    list(items(values.hotlineNumbers)),
    caseFacts(draft),
    caseLink(draft),
  ];
};

/** The two things that the contract owes the customer: the nature of the issue, and the expected time. */
const customerUpdate: Template<'customer-update'> = (draft) => {
  const { say, texts, values } = draft;
  return [
    heading(say('heading')),
    paragraph(say('nature')),
    quote(values.nature),
    paragraph(say('changed')),
    quote(values.changed),
    facts(
      { label: say('expected'), value: values.expectedResolutionAt ?? texts.common.unknown },
      ...factIf(say('nextEstimate'), values.nextEstimateAt),
      ...factIf(say('nextUpdate'), values.nextUpdateAt),
    ),
    caseFacts(draft),
    caseLink(draft),
  ];
};

const cadenceProposed: Template<'cadence-proposed'> = (draft) => {
  const { say, values } = draft;
  return [
    heading(say('heading')),
    paragraph(values.proposedBy === undefined ? say('intro') : say('introBy')),
    paragraph(say('agree')),
    caseFacts(draft),
    caseLink(draft),
  ];
};

type Outcome = 'workaround-given' | 'workaround-failed' | 'issue-ended';

/** What has come of the work, in the words of whoever says so. */
function outcome(draft: { [Kind in Outcome]: Draft<Kind> }[Outcome], words: string): Block[] {
  const { say } = draft;
  return [
    heading(say('heading')),
    paragraph(say('intro')),
    quote(words),
    paragraph(say('next')),
    caseFacts(draft),
    caseLink(draft),
  ];
}

const workaroundGiven: Template<'workaround-given'> = (draft) => outcome(draft, draft.values.description);
const workaroundFailed: Template<'workaround-failed'> = (draft) => outcome(draft, draft.values.reason);
const issueEnded: Template<'issue-ended'> = (draft) => outcome(draft, draft.values.description);

/** Whom to call; since or until when, if at all, is in the words of each. */
function call(draft: { [Kind in CallNotice]: Draft<Kind> }[CallNotice]): Block[] {
  const { say, values } = draft;
  return [
    heading(say('heading')),
    paragraph(say('intro')),
    caseFacts(
      draft,
      { label: say('account'), value: values.accountName },
      ...factIf(say('contact'), values.contactName),
      { label: say('phone'), value: values.phone },
    ),
    link(say('ack'), values.ackUrl),
    caseLink(draft),
  ];
}

const pageIncomplete: Template<'page-incomplete'> = (draft) => {
  const { say, values } = draft;
  return [
    heading(say('heading')),
    paragraph(say('intro')),
    paragraph(say('since')),
    caseFacts(
      draft,
      { label: say('account'), value: values.accountName },
      ...factIf(say('contact'), values.contactName),
      ...factIf(say('email'), values.contactEmail),
    ),
    link(say('ack'), values.ackUrl),
    caseLink(draft),
  ];
};

type Prompt = Exclude<keyof Catalogue['notices']['critical-prompt'], 'heading' | 'promptedAt' | 'next'>;

const criticalPrompt: Template<'critical-prompt'> = (draft) => {
  const { say, texts, values } = draft;
  const known = Object.hasOwn(texts.notices['critical-prompt'], values.matter);
  return [
    heading(say('heading')),
    ...(known ? [paragraph(say(values.matter as Prompt))] : []),
    caseFacts(
      draft,
      { label: say('promptedAt'), value: values.promptedAt },
      ...factIf(say('next'), values.nextName),
    ),
    caseLink(draft),
  ];
};

export const criticalTemplates = {
  'critical-acknowledgement': criticalAcknowledgement,
  'callback-attempted': callbackAttempted,
  'customer-update': customerUpdate,
  'cadence-proposed': cadenceProposed,
  'workaround-given': workaroundGiven,
  'workaround-failed': workaroundFailed,
  'issue-ended': issueEnded,
  page: call,
  'page-again': call,
  'page-overdue': call,
  'page-incomplete': pageIncomplete,
  'critical-prompt': criticalPrompt,
};
