import { describe, expect, it } from 'vitest';
import { nextPages } from '../../../../shared/domain/paging/index.ts';
import { aChannel } from '../oncall/schedules.ts';
import { aPerson, aQuestion, paged, playFrom, T } from './questions.ts';

describe('what users of other on-call systems asked for', () => {
  it('no one provider can silence a page: each way to a person is tried at once (goalert#871, goalert#4436, goalert#4454)', () => {
    const ana = aPerson('ana', {
      channels: [aChannel({ channelId: 's', kind: 'sms' }), aChannel({ channelId: 'm', kind: 'mail' })],
    });
    const { pages } = nextPages(aQuestion({ people: [ana] }));
    expect(pages.map(({ kind }) => kind)).toEqual(['sms', 'mail']);
  });

  it('a service of one’s own choice is told beside the people, and never in their place (goalert#871)', () => {
    const service = aPerson('paging-service', { channels: [aChannel({ channelId: 'api', kind: 'https' })] });
    const question = aQuestion({ serviceIds: ['paging-service'] });
    expect(paged({ ...question, people: [...question.people, service] })).toEqual([
      'ana primary',
      'paging-service primary',
    ]);
    // It makes nobody reachable: where the primary cannot be, the secondary is paged at once.
    const without = question.people.filter(({ personId }) => personId !== 'ana');
    expect(paged({ ...question, people: [...without, service] })).toEqual([
      'ben primary',
      'paging-service primary',
    ]);
  });

  it('nobody waits for somebody to come on duty: whoever can be reached is paged (goalert#4846)', () => {
    expect(paged(aQuestion({ people: [aPerson('zoe')] }))).toEqual(['zoe primary']);
  });

  it('somebody who can be reached only later is paged at the next look (goalert#4846)', () => {
    const later = aPerson('ben', {
      channels: [aChannel({ channelId: 'sms', kind: 'sms', verifiedAt: T(5) })],
    });
    expect(playFrom(aQuestion({ people: [later] }), T(8))).toEqual(['T+7 ben duty-lead']);
  });

  it('the ladder begins with the customer’s call, not with an agent’s click (oncall#1459)', () => {
    expect(playFrom(aQuestion(), T(1))).toEqual(['T+0 ana primary']);
  });

  it('a phone without signal delays nobody: the next try is two minutes later, not 28 (oncall#2622)', () => {
    expect(playFrom(aQuestion(), T(4))).toEqual([
      'T+0 ana primary',
      'T+2 ana primary-again',
      'T+4 ben secondary',
    ]);
  });
});
