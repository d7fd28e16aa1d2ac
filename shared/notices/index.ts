/** The texts of everything that the desk mails, in Spanish and English. */
export { agreementPhrases, readsAsAgreement } from './agreement.ts';
export type { MailSettings } from './draft.ts';
export { renderMail } from './render-mail.ts';
export { mailSubject, noticeSubject, taggedSubject } from './subject.ts';
export { localTime } from './times.ts';
export {
  type NoticeVariables,
  noticeVariables,
  optionalNoticeVariables,
  refusedFiles,
  requireNoticeVariables,
} from './variables.ts';
