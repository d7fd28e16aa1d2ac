/** Paging inside the 15 minutes: whom, when, through what, and what became of it. */
export {
  type CallOutcome,
  type CallVerdict,
  callOutcomes,
  judgeCall,
  type LoggedCall,
} from './callback.ts';
export { heldUntil } from './hold.ts';
export { type Audience, audiences, defaultLadder, type Ladder, type LadderStep } from './ladder.ts';
export {
  type Acknowledgement,
  type CallbackCall,
  nextPages,
  type Page,
  type PagingAnswer,
  type PagingQuestion,
} from './next-pages.ts';
export { answerCode, type ChannelProof, type CodeAnswer, sendCode, unproven } from './verification.ts';
