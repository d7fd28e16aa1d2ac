import fc from 'fast-check';
import { decideClassify, decideReclassify } from '../../../../shared/domain/case/classify.ts';
import {
  decideAgreeClosure,
  decideDeclineClosure,
  decideProposeClosure,
  decideReopen,
} from '../../../../shared/domain/case/closure.ts';
import { decideAcknowledge, decideDecline } from '../../../../shared/domain/case/critical/acknowledge.ts';
import { decideLogCallback } from '../../../../shared/domain/case/critical/callback.ts';
import { decideClosingNote } from '../../../../shared/domain/case/critical/closing-note.ts';
import { decideDeclare } from '../../../../shared/domain/case/critical/declare.ts';
import { decideHandover } from '../../../../shared/domain/case/critical/handover.ts';
import {
  decideEnd,
  decideWorkaround,
  decideWorkaroundFailed,
} from '../../../../shared/domain/case/critical/outcome.ts';
import { decideSendUpdate } from '../../../../shared/domain/case/critical/update.ts';
import { decideVitalInformation } from '../../../../shared/domain/case/critical/vital-information.ts';
import type { Side } from '../../../../shared/domain/case/vocabulary.ts';
import {
  ana,
  at,
  luis,
  mail,
  marta,
  reachedCall,
  rosa,
  type Story,
  vital,
} from '../../../unit/domain/critical/story.ts';
import { backToWork, completed, declared, type Model, overdue, owed, reopened } from './model.ts';
import { compare, look, proven } from './real.ts';

interface Doing {
  /** Whether the contract and the docs let it happen now. */
  readonly may: (model: Model) => boolean;
  readonly desk: (story: Story, model: Model) => void;
  readonly tell: (model: Model, story: Story) => void;
}

const command = (name: string, { may, desk, tell }: Doing): fc.Command<Model, Story> => ({
  check: may,
  run: (model, story) => {
    desk(story, model);
    tell(model, story);
    look(model, story);
    compare(model, story);
  },
  toString: () => name,
});

/** Time goes on, and the clock looks at every minute of it. */
const pass = (minutes: number): fc.Command<Model, Story> => ({
  check: () => true,
  run: (model, story) => {
    for (let passed = 0; passed < minutes; passed++) {
      model.now += 1;
      look(model, story);
      compare(model, story);
    }
  },
  toString: () => `${minutes} min`,
});

const running = ({ open, critical }: Model): boolean => open && critical;
const otherSide = (side: Side): Side => (side === 'desk' ? 'customer' : 'desk');
const actorOf = (side: Side) => (side === 'desk' ? marta : ana);
const mayClose = ({ critical, over, noted }: Model, side: Side): boolean =>
  side === 'customer' || !critical || (over !== 'no' && noted);

const take = (person: typeof marta) =>
  command(`${person.id} takes the page`, {
    may: owed,
    desk: (story, { now }) =>
      story.does(person, now, (of, c) => decideAcknowledge(of, { channel: 'sms' }, c)),
    tell: (model) => {
      const { ladder, now } = model;
      if (ladder.taken?.by !== person.id || overdue(model)) ladder.taken = { by: person.id, at: now };
      ladder.passed.delete(person.id);
    },
  });
const passOn = (person: typeof marta) =>
  command(`${person.id} passes the page on`, {
    may: owed,
    desk: (story, { now }) => story.does(person, now, (of, c) => decideDecline(of, { channel: 'sms' }, c)),
    tell: ({ ladder }) => {
      ladder.passed.add(person.id);
      if (ladder.taken?.by === person.id) ladder.taken = null;
    },
  });
const propose = (by: Side) =>
  command(`${by} proposes to close`, {
    may: (model) => model.open && model.proposal === null && mayClose(model, by),
    desk: (story, { now }) =>
      story.does(actorOf(by), now, (of, c) => decideProposeClosure(of, { by, summary: 's' }, c)),
    tell: (model) => {
      model.proposal = by;
    },
  });
const agree = (by: Side) =>
  command(`${by} agrees`, {
    may: (model) => model.open && model.proposal === otherSide(by) && mayClose(model, by),
    desk: (story, { now }) =>
      story.does(actorOf(by), now, (of, c) => decideAgreeClosure(of, { by, means: 'dashboard' }, c)),
    tell: (model) => {
      Object.assign(model, { open: false, proposal: null, updateDue: null });
    },
  });
const decline = (by: Side) =>
  command(`${by} declines`, {
    may: (model) => model.open && model.proposal === otherSide(by),
    desk: (story, { now }) =>
      story.does(actorOf(by), now, (of, c) => decideDeclineClosure(of, { by, reason: 'r' }, c)),
    tell: (model) => {
      model.proposal = null;
      if (by === 'desk' || !model.critical) return;
      Object.assign(model, { over: 'no', noted: false });
      if (model.reached) backToWork(model);
    },
  });
const lower = (by: Side) =>
  command(`${by} finds it not critical`, {
    may: running,
    desk: (story, { now }) =>
      story.does(actorOf(by), now, (of, c) => decideReclassify(of, { by, reason: 'r' }, c)),
    tell: (model) => {
      if (model.lowering === otherSide(by)) {
        Object.assign(model, { critical: false, lowering: null, updateDue: null });
      } else model.lowering = by;
    },
  });
const raise = (by: Side) =>
  command(`${by} declares it critical again`, {
    may: ({ open, critical }) => open && !critical,
    desk: (story, { now }) =>
      story.does(actorOf(by), now, (of, c) => [
        ...decideClassify(of, { severity: 'critical', reason: 'r' }, c),
        ...decideDeclare(
          {
            hotlineNumbers: [],
            pin: '1',
            vitalInformation: by === 'desk' ? vital : null,
            source: 'dashboard',
          },
          c,
        ),
      ]),
    tell: (model) => {
      Object.assign(model, declared(model.now, { vital: by === 'desk' }), { proposal: null });
    },
  });
const inform = (contactPhone: string) =>
  command(`the representative writes down ${contactPhone}`, {
    may: running,
    desk: (story, { now }) =>
      story.does(rosa, now, (of, c) =>
        decideVitalInformation(
          of,
          { vitalInformation: { ...vital, contactPhone }, source: 'hotline', reason: 'digit' },
          c,
        ),
      ),
    tell: (model) => {
      if (!model.vital) completed(model);
    },
  });
const call = (outcome: 'reached' | 'busy') =>
  command(`marta calls: ${outcome}`, {
    may: (model) => running(model) && model.vital,
    desk: (story, { now }) =>
      story.does(marta, now, (of, c) => {
        const number = of.critical?.vitalInformation?.contactPhone ?? '';
        const made =
          outcome === 'busy'
            ? { startedAt: c.now, durationSeconds: 0 }
            : { startedAt: at(now - 1), durationSeconds: 60 };
        return decideLogCallback(of, { ...reachedCall(0), number, outcome, ...made }, c);
      }),
    tell: (model, story) => {
      const first = outcome === 'reached' && !model.reached;
      model.calls += 1;
      model.ladder.lastCall = model.now;
      if (!first) return;
      proven(model, story, model.now - 1);
      model.reached = true;
      if (model.over === 'no') model.updateDue = model.now + 30;
    },
  });
const solve = (over: 'workaround' | 'ended') =>
  command(over, {
    may: (model) => running(model) && model.over !== 'ended',
    desk: (story, { now }) =>
      story.does(luis, now, (of, c) =>
        (over === 'ended' ? decideEnd : decideWorkaround)(of, { description: 'x', at: null, mail }, c),
      ),
    tell: (model) => {
      Object.assign(model, { over, updateDue: null });
    },
  });

const fail = (by: Side) =>
  command(`the workaround fails, says ${by}`, {
    may: (model) => running(model) && model.over === 'workaround',
    desk: (story, { now }) =>
      story.does(actorOf(by), now, (of, c) => decideWorkaroundFailed(of, { reason: 'r' }, c)),
    tell: (model) => {
      Object.assign(model, { over: 'no', noted: false, proposal: null });
      if (!model.reached) return;
      backToWork(model);
      if (by === 'desk') model.wake = false;
    },
  });

const update = command('update', {
  may: (model) => running(model) && model.vital,
  desk: (story, { now }) =>
    story.does(marta, now, (of, c) =>
      decideSendUpdate(
        of,
        {
          nature: 'n',
          changed: 'c',
          expectedResolutionAt: null,
          nextEstimateAt: at(now + 60),
          mail,
        },
        c,
      ),
    ),
  tell: (model) => {
    if (model.updateDue !== null) model.updateDue = model.now + 30;
  },
});
const note = command('closing note', {
  may: running,
  desk: (story, { now }) =>
    story.does(marta, now, (of, c) =>
      decideClosingNote(of, { cause: null, unavailableSeconds: null, followUps: [] }, c),
    ),
  tell: (model) => {
    model.noted = true;
  },
});
const handOver = (to: typeof marta) =>
  command(`handed over to ${to.id}`, {
    may: running,
    desk: (story, { now }) =>
      story.does(marta, now, (of, c) =>
        decideHandover(of, { toId: to.id, toName: to.name, situation: 's' }, c),
      ),
    // Whoever owns it, the clocks go on.
    tell: () => {},
  });
const reopen = command('reopened', {
  may: ({ open }) => !open,
  desk: (story, { now }) =>
    story.does(ana, now, (of, c) => decideReopen(of, { by: 'customer', reason: 'r' }, c)),
  tell: reopened,
});

/** Everything that either party, whoever is on call, and the clock can do; what ends a story is rarer. */
export const anyCommands = fc.commands(
  [
    fc.integer({ min: 1, max: 16 }).map(pass),
    fc.constantFrom(1, 2, 3).map(pass),
    fc.constantFrom(take(marta), take(luis), passOn(marta), passOn(luis)),
    fc.constantFrom(call('busy'), call('busy'), call('reached')),
    fc.constantFrom(inform(vital.contactPhone), inform('+34600000009')),
    fc.constantFrom(solve('workaround'), solve('ended')),
    fc.constantFrom(fail('desk'), fail('customer')),
    fc.constant(note),
    fc.constantFrom(propose('desk'), propose('desk'), propose('customer')),
    fc.constantFrom(agree('customer'), agree('desk'), decline('customer'), decline('desk')),
    fc.constant(reopen),
    fc.constantFrom(lower('desk'), lower('customer'), raise('desk'), raise('customer')),
    fc.constantFrom(update, handOver(luis), handOver(marta)),
  ],
  { maxCommands: 60, size: 'max' },
);
