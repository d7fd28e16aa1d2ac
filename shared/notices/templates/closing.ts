import { type Block, heading, link, list, paragraph, quote } from '../blocks.ts';
import type { Draft, Template } from '../draft.ts';
import { caseFacts, caseLink } from './parts.ts';

/**
 * The ways to answer a proposal. The sentences that count as an answer stand inside a paragraph, never on
 * a line of their own: a reply that quotes this mail must not read as one (`readsAsAgreement`).
 */
function waysToAnswer({ say, values }: Draft<'closure-proposed'> | Draft<'closure-reminder'>): Block[] {
  return [
    link(say('agree'), values.agreeUrl),
    link(say('decline'), values.declineUrl),
    paragraph(say('byMail')),
  ];
}

/** What the closing note of a critical issue says: its cause, or that it is unknown, and what is still to be done. */
function closingNote({
  say,
  values: { cause, followUps },
}: Draft<'closure-proposed'> | Draft<'closure-reminder'> | Draft<'case-closed'>): Block[] {
  if (cause === undefined) return [];
  return [
    ...(cause === '' ? [paragraph(say('causeUnknown'))] : [paragraph(say('cause')), quote(cause)]),
    ...(followUps === undefined ? [] : [paragraph(say('followUps')), list(followUps.split('\n'))]),
  ];
}

/** Whether the case can be closed, asked once and then reminded of: the words differ, what they say does not. */
function closureQuestion(draft: Draft<'closure-proposed'> | Draft<'closure-reminder'>): Block[] {
  const { say, values } = draft;
  return [
    heading(say('heading')),
    paragraph(say('intro')),
    paragraph(say('summary')),
    quote(values.summary),
    ...closingNote(draft),
    paragraph(values.lapsesAt === undefined ? say('stays') : say('lapses')),
    ...waysToAnswer(draft),
    caseFacts(draft),
    caseLink(draft),
  ];
}

const closureDeclined: Template<'closure-declined'> = (draft) => {
  const { say, values } = draft;
  return [
    heading(say('heading')),
    paragraph(say('intro')),
    paragraph(say('reason')),
    quote(values.reason),
    caseFacts(draft),
    caseLink(draft),
  ];
};

const ending = { agreed: 'agreed', 'without-answer': 'withoutAnswer' } as const;

/** Says in plain words whether both agreed: a closing without an answer is never dressed up as agreement. */
const caseClosed: Template<'case-closed'> = (draft) => {
  const { say, values } = draft;
  const how = values.how === 'agreed' || values.how === 'without-answer' ? ending[values.how] : 'closed';
  return [
    heading(say('heading')),
    paragraph(say(how)),
    paragraph(say('summary')),
    quote(values.summary),
    ...closingNote(draft),
    paragraph(values.reopenBefore === undefined ? say('later') : say('reopen')),
    ...howItWas(draft),
    caseFacts(draft),
    caseLink(draft),
  ];
};

function howItWas({ say, values }: Draft<'case-closed'>): Block[] {
  const { goodUrl, badUrl } = values;
  if (goodUrl === undefined || badUrl === undefined) return [];
  return [paragraph(say('rate')), link(say('good'), goodUrl), link(say('bad'), badUrl)];
}

const caseReopened: Template<'case-reopened'> = (draft) => {
  const { say, values } = draft;
  return [
    heading(say('heading')),
    paragraph(say('intro')),
    paragraph(say('reason')),
    quote(values.reason),
    caseFacts(draft),
    caseLink(draft),
  ];
};

export const closingTemplates = {
  'closure-proposed': closureQuestion,
  'closure-reminder': closureQuestion,
  'closure-declined': closureDeclined,
  'case-closed': caseClosed,
  'case-reopened': caseReopened,
};
