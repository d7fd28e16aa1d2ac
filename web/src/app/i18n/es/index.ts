import type { Messages } from '../en/index.ts';
import { cases } from './cases.ts';
import { common } from './common.ts';
import { critical } from './critical.ts';
import { desk } from './desk.ts';
import { problems } from './problems.ts';
import { records } from './records.ts';
import { reports } from './reports.ts';
import { timeline } from './timeline.ts';

/** Spanish; a key that English has and this has not does not compile. */
export const messages: Messages = {
  ...common,
  ...cases,
  ...timeline,
  ...critical,
  ...desk,
  ...problems,
  ...records,
  ...reports,
};
