import { describe, expect, it } from 'vitest';
import { decideClassify } from '../../../../shared/domain/case/classify.ts';
import type { Severity } from '../../../../shared/domain/case/vocabulary.ts';
import { Story } from './story.ts';

/** Each breach is one event, one notice, one metric, whatever either party does meanwhile. */
const becomes = (story: Story, severity: Severity) =>
  story.does((of, context) => decideClassify(of, { severity, reason: 'It is.' }, context));

describe('a promise that was missed', () => {
  it('is not missed again because the customer asks where it stays', () => {
    const story = new Story().deskAnswers();
    const promised = story.due('update');
    story.at('2026-12-01T09:00:00.000Z').falls();
    const before = story.breaches();
    for (const minute of ['01', '02', '03']) {
      story.at(`2026-12-01T09:${minute}:00.000Z`).customerWrites().falls();
    }

    expect(before).toContain(`update ${promised}`);
    expect(story.breaches()).toEqual(before);
    expect(story.late()).toContain('update');
  });

  it('is not missed again because the case was critical in between', () => {
    const story = new Story().at('2026-11-25T15:00:00.000Z').falls();
    becomes(becomes(story, 'critical').falls(), 'non-critical').falls();

    expect(story.missed()).toEqual(['owner', 'first-response']);
    expect(story.late()).toEqual(['owner', 'first-response']);
  });
});
