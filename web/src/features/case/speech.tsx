import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useIsDesk, useTimes } from '../../app/person.tsx';
import { Prose } from '../../ui/prose.tsx';
import { Tag } from '../../ui/tag.tsx';
import { At, When } from '../../ui/time.tsx';
import { AttachmentList } from '../files/attachment-list.tsx';
import styles from './conversation.module.css';
import { DeliveryTag } from './delivery-tag.tsx';
import { type Entry, sideOf, wordsOf } from './entry.ts';
import { headlineOf } from './headline.ts';
import { OriginalMail } from './original-mail.tsx';
import { TrustBadges } from './trust-badges.tsx';

interface SpeechProps {
  readonly entry: Entry;
  readonly of: CaseView;
  /** The first message of its sender in this case. */
  readonly firstSeen: boolean;
}

/** A message, a note or an update. Its words are text: nothing that came by mail is markup here. */
export function Speech({ entry, of, firstSeen }: SpeechProps) {
  const t = useText();
  const times = useTimes();
  const isDesk = useIsDesk();
  const side = entry.visibility === 'internal' ? 'note' : sideOf(entry);
  const { text, byActor } = headlineOf(entry, t, times.by);
  const received = entry.type === 'message.received' ? entry : null;
  return (
    <article className={`${styles.speech} ${styles[side] ?? ''}`}>
      <header className={styles.head}>
        {byActor && (
          <span className={styles.who}>
            {entry.actor.kind === 'system' ? t.entry.system : entry.actor.name}
          </span>
        )}
        <span className={styles.quiet}>{text}</span>
        <span className={styles.time}>
          <When at={entry.at} />
        </span>
      </header>
      {isDesk && received !== null && (
        <div className={styles.badges}>
          <TrustBadges message={received.data} parties={of.parties} firstSeen={firstSeen} />
        </div>
      )}
      <Prose>{wordsOf(entry) ?? ''}</Prose>
      <Attached entry={entry} caseId={of.caseId} />
      <footer className={styles.foot}>
        {received?.data.unreadable === true && <Tag tone="amber">{t.entry.unreadable}</Tag>}
        {received?.data.truncated === true && <span className={styles.quiet}>{t.entry.truncated}</span>}
        {entry.hasOriginal && <OriginalMail caseId={of.caseId} seq={entry.seq} />}
        <PromisedNext entry={entry} />
        {isDesk && <DeliveryTag entry={entry} />}
      </footer>
    </article>
  );
}

function Attached({ entry, caseId }: { readonly entry: Entry; readonly caseId: string }) {
  const { files } = useText();
  if (entry.type !== 'message.received' && entry.type !== 'message.sent' && entry.type !== 'note.added')
    return null;
  const refused = entry.type === 'message.received' ? entry.data.refusedAttachments : [];
  return (
    <>
      <AttachmentList caseId={caseId} seq={entry.seq} attachments={entry.data.attachments} />
      {refused.map(({ name, because }) => (
        <span key={name} className={styles.quiet}>
          {files.refused(name, because)}
        </span>
      ))}
    </>
  );
}

function PromisedNext({ entry }: { readonly entry: Entry }) {
  const { entry: t, cadence } = useText();
  const times = useTimes();
  const isDesk = useIsDesk();
  if (entry.type === 'message.sent') {
    if (entry.data.waitingOnCustomer)
      return <span className={styles.quiet}>{isDesk ? t.waitsForCustomer : t.waitsForYou}</span>;
    const at = entry.data.nextUpdateAt;
    return at === null ? null : (
      <At at={at} className={styles.promise}>
        {t.promisedUpdate(times.by(at))}
      </At>
    );
  }
  if (entry.type !== 'update.sent') return null;
  const { expectedResolutionAt, nextEstimateAt } = entry.data;
  if (expectedResolutionAt !== null)
    return (
      <At at={expectedResolutionAt} className={styles.promise}>
        {cadence.etrPromise(times.by(expectedResolutionAt))}
      </At>
    );
  if (nextEstimateAt === null) return null;
  return (
    <At at={nextEstimateAt} className={styles.promise}>
      {cadence.etrUnknownPromise(times.by(nextEstimateAt))}
    </At>
  );
}
