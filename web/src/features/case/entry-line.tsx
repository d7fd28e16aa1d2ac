import type { EventType } from '../../../../shared/contracts/vocabulary.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useIsDesk, useTimes } from '../../app/person.tsx';
import { Prose } from '../../ui/prose.tsx';
import { At, When } from '../../ui/time.tsx';
import styles from './conversation.module.css';
import { DeliveryTag } from './delivery-tag.tsx';
import { type Entry, wordsOf } from './entry.ts';
import { promiseOf } from './entry-promise.ts';
import { headlineOf } from './headline.ts';

const alerts: ReadonlySet<EventType> = new Set<EventType>(['deadline.missed', 'delivery.failed']);
const good: ReadonlySet<EventType> = new Set<EventType>([
  'callback.reached',
  'cadence.agreed',
  'closure.agreed',
  'case.closed',
]);

/** An event that is no message, on one line, with what was promised by it. */
export function EntryLine({ entry }: { readonly entry: Entry }) {
  const t = useText();
  const times = useTimes();
  const isDesk = useIsDesk();
  const { text, byActor } = headlineOf(entry, t, times.by);
  const words = wordsOf(entry);
  const tone = alerts.has(entry.type) ? styles.alert : good.has(entry.type) ? styles.good : '';
  const name = entry.actor.kind === 'system' ? t.entry.system : entry.actor.name;
  return (
    <div className={`${styles.line} ${tone ?? ''}`}>
      <span className={styles.said}>
        <span>{byActor ? `${name} ${text}` : text}</span>
        <PromiseMade entry={entry} />
        {isDesk && <DeliveryTag entry={entry} />}
      </span>
      <span className={styles.time}>
        <When at={entry.at} />
      </span>
      {words !== null && words !== '' && (
        <div className={styles.words}>
          <Prose>{words}</Prose>
        </div>
      )}
    </div>
  );
}

function PromiseMade({ entry }: { readonly entry: Entry }) {
  const { entry: t } = useText();
  const times = useTimes();
  const promise = promiseOf(entry);
  if (promise === null) return null;
  const say = { answer: t.promisedAnswer, callback: t.promisedCallback }[promise.kind];
  return (
    <At at={promise.by} className={styles.promise}>
      {say(times.by(promise.by))}
    </At>
  );
}
