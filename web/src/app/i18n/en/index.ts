import { cases } from './cases.ts';
import { common } from './common.ts';
import { critical } from './critical.ts';
import { desk } from './desk.ts';
import { problems } from './problems.ts';
import { records } from './records.ts';
import { reports } from './reports.ts';
import { timeline } from './timeline.ts';

/** English, the catalogue that the others must match: a key missing elsewhere does not compile. */
export const messages = {
  ...common,
  ...cases,
  ...timeline,
  ...critical,
  ...desk,
  ...problems,
  ...records,
  ...reports,
};
export type Messages = typeof messages;
