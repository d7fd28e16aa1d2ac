import { facts, heading, list, paragraph, quote } from '../blocks.ts';
import type { Template } from '../draft.ts';
import { items } from '../values.ts';
import { caseFacts, caseLink, nameOf } from './parts.ts';

const acknowledgement: Template<'acknowledgement'> = (draft) => {
  const { say, values } = draft;
  return [
    heading(say('heading')),
    paragraph(say('intro')),
    paragraph(values.opensAt === undefined ? say('open') : say('closed')),
    caseFacts(draft),
    paragraph(say('reply')),
    caseLink(draft),
  ];
};

const ownerChanged: Template<'owner-changed'> = (draft) => {
  const { say, values } = draft;
  const reason = values.reason === undefined ? [] : [paragraph(say('reason')), quote(values.reason)];
  return [heading(say('heading')), paragraph(say('intro')), ...reason, caseFacts(draft), caseLink(draft)];
};

const casesMerged: Template<'cases-merged'> = (draft) => {
  const { say } = draft;
  return [
    heading(say('heading')),
    paragraph(say('intro')),
    paragraph(say('reply')),
    caseFacts(draft),
    caseLink(draft),
  ];
};

/** Goes to an address that nobody has verified: it repeats nothing that the stranger wrote. */
const strangerReceipt: Template<'stranger-receipt'> = ({ say, texts, values }) => [
  heading(say('heading')),
  paragraph(say('intro')),
  facts({ label: texts.common.number, value: values.number }),
  paragraph(say('ignore')),
];

const attachmentsRefused: Template<'attachments-refused'> = (draft) => {
  const { say, texts, values } = draft;
  const files = items(values.refused).map((line) => {
    const [because = '', name = because] = line.split('\t');
    return `${name}: ${nameOf(because, texts.refusals, texts.refusals.other)}`;
  });
  return [
    heading(say('heading')),
    paragraph(say('intro')),
    list(files),
    paragraph(say('next')),
    caseFacts(draft),
    caseLink(draft),
  ];
};

const verifyChannel: Template<'verify-channel'> = ({ say, values }) => [
  heading(say('heading')),
  paragraph(say('intro')),
  paragraph(values.code),
  ...(values.expiresAt === undefined ? [] : [paragraph(say('expires'))]),
  paragraph(say('ignore')),
];

export const caseTemplates = {
  acknowledgement,
  'owner-changed': ownerChanged,
  'cases-merged': casesMerged,
  'stranger-receipt': strangerReceipt,
  'attachments-refused': attachmentsRefused,
  'verify-channel': verifyChannel,
};
