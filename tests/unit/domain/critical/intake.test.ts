import { describe, expect, it } from 'vitest';
import { decideClassify } from '../../../../shared/domain/case/classify.ts';
import { decideAcknowledge } from '../../../../shared/domain/case/critical/acknowledge.ts';
import { decideDeclare } from '../../../../shared/domain/case/critical/declare.ts';
import { decideVitalInformation } from '../../../../shared/domain/case/critical/vital-information.ts';
import { ana, at, criticalStory, luis, marta, rosa, start, vital } from './story.ts';

describe('the vital information', () => {
  it('starts the clock when it is complete, whoever gave it', () => {
    const { current } = criticalStory({ vitalInformation: null }).does(rosa, 7, (of, context) =>
      decideVitalInformation(of, { vitalInformation: vital, source: 'hotline', reason: null }, context),
    );
    expect(current.critical).toMatchObject({ clockStartedAt: at(7), callbackDueAt: at(22), stage: 'paging' });
  });

  it('is corrected by an entry of its own, and never moves the clock', () => {
    const corrected = { ...vital, contactName: 'Ana R.' };
    const { current, entries } = criticalStory().does(ana, 3, (of, context) =>
      decideVitalInformation(
        of,
        { vitalInformation: corrected, source: 'dashboard', reason: 'name' },
        context,
      ),
    );
    expect(entries.map(({ type }) => type).slice(-2)).toEqual([
      'vital-information.recorded',
      'vital-information.corrected',
    ]);
    expect(current.critical).toMatchObject({
      vitalInformation: corrected,
      clockStartedAt: start,
      callbackDueAt: at(15),
    });
  });

  it('changes nothing when it is said again', () => {
    const story = criticalStory();
    const { version } = story.current;
    story.does(rosa, 3, (of, context) =>
      decideVitalInformation(
        of,
        { vitalInformation: { ...vital }, source: 'hotline', reason: null },
        context,
      ),
    );
    expect(story.current.version).toBe(version);
  });

  it('refuses a correction that does not say why', () => {
    const correct = () =>
      criticalStory().does(rosa, 3, (of, context) =>
        decideVitalInformation(
          of,
          { vitalInformation: { ...vital, companyName: 'Acme SA' }, source: 'hotline', reason: null },
          context,
        ),
      );
    expect(correct).toThrow(
      expect.objectContaining({ kind: 'invalid', fields: [expect.objectContaining({ path: 'reason' })] }),
    );
  });
});

describe('acknowledging a page', () => {
  it('names who took it, and meets nothing', () => {
    const { current } = criticalStory().does(marta, 1, (of, context) =>
      decideAcknowledge(of, { channel: 'sms' }, context),
    );
    expect(current.critical).toMatchObject({
      acknowledgedBy: 'marta',
      acknowledgedAt: at(1),
      stage: 'paging',
    });
    expect(current.deadlines.callback).toBe(at(15));
  });

  it('counts once for one person, and passes to another who takes over', () => {
    const story = criticalStory();
    for (const [who, minutes] of [
      [marta, 1],
      [marta, 2],
      [luis, 3],
    ] as const) {
      story.does(who, minutes, (of, context) => decideAcknowledge(of, { channel: 'dashboard' }, context));
    }
    expect(story.entries.filter(({ type }) => type === 'page.acknowledged')).toHaveLength(2);
    expect(story.current.critical?.acknowledgedBy).toBe('luis');
  });

  it('refuses the customer', () => {
    const acknowledge = () =>
      criticalStory().does(ana, 1, (of, context) => decideAcknowledge(of, { channel: 'sms' }, context));
    expect(acknowledge).toThrow(expect.objectContaining({ kind: 'forbidden' }));
  });
});

describe('severity that changes', () => {
  const reclassified = () =>
    criticalStory().does(marta, 20, (of, context) =>
      decideClassify(of, { severity: 'non-critical', reason: 'agreed with Ana' }, context),
    );

  it('leaves the critical clocks behind and keeps what happened', () => {
    const { current } = reclassified();
    expect(current.critical).toMatchObject({ stage: 'reclassified', clockStartedAt: start });
    expect(Object.keys(current.deadlines)).not.toContain('callback');
  });

  it('refuses critical work on a case that is not critical', () => {
    const acknowledge = () =>
      reclassified().does(marta, 21, (of, context) => decideAcknowledge(of, { channel: 'sms' }, context));
    expect(acknowledge).toThrow(expect.objectContaining({ code: 'not-critical' }));
  });

  it('begins anew, with 15 new minutes, when it is declared again', () => {
    const story = reclassified()
      .does(marta, 60, (of, context) =>
        decideClassify(of, { severity: 'critical', reason: 'again' }, context),
      )
      .does(marta, 60, (_of, context) =>
        decideDeclare({ hotlineNumbers: [], pin: '108108', vitalInformation: vital, source: 'api' }, context),
      );
    expect(story.current.critical).toMatchObject({
      stage: 'paging',
      clockStartedAt: at(60),
      callbackDueAt: at(75),
      callbackAttempts: 0,
    });
    expect(story.current.deadlines.callback).toBe(at(75));
  });
});
