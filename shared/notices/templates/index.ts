import type { NoticeKind } from '../../domain/case/mail.ts';
import type { Template } from '../draft.ts';
import { caseTemplates } from './case.ts';
import { closingTemplates } from './closing.ts';
import { criticalTemplates } from './critical.ts';
import { staffTemplates } from './staff.ts';

export const templates: { readonly [Kind in NoticeKind]: Template<Kind> } = {
  ...caseTemplates,
  ...closingTemplates,
  ...criticalTemplates,
  ...staffTemplates,
};
