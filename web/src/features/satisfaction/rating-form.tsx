import { Button, Textarea } from '@mantine/core';
import { IconMoodSad, IconMoodSmile } from '@tabler/icons-react';
import { useState } from 'react';
import type { Body } from '../../api/operations.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { Failure } from '../../ui/states.tsx';
import styles from './satisfaction.module.css';

type Judgement = Body<'rateCase'>;
type Rating = Judgement['rating'];

interface RatingFormProps {
  /** What was said before; null if nothing was. */
  readonly given: Rating | null;
  /** The button that the reader pressed in the mail. */
  readonly suggested?: Rating | null;
  readonly busy: boolean;
  readonly error: Error | null;
  /** Resolves with whether it was taken; what went wrong is in `error`. */
  readonly onRate: (judgement: Judgement) => Promise<boolean>;
}

/** One click says how it was; words may follow. */
export function RatingForm({ given, suggested = null, busy, error, onRate }: RatingFormProps) {
  const { rating: t } = useText();
  const [comment, setComment] = useState('');
  const standing = given ?? suggested;
  return (
    <div className={styles.form}>
      <div className={styles.choices}>
        {(['good', 'bad'] as const).map((rating) => (
          <Button
            key={rating}
            variant={standing === rating ? 'filled' : 'default'}
            aria-pressed={given === rating}
            disabled={busy}
            leftSection={
              rating === 'good' ? (
                <IconMoodSmile size={20} aria-hidden />
              ) : (
                <IconMoodSad size={20} aria-hidden />
              )
            }
            onClick={() => void onRate({ rating })}
          >
            {t[rating]}
          </Button>
        ))}
      </div>
      {given !== null && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void onRate({ rating: given, comment }).then((taken) => taken && setComment(''));
          }}
        >
          <p role="status">{t.thanks}</p>
          <Textarea
            label={t.comment}
            rows={3}
            value={comment}
            onChange={({ currentTarget }) => setComment(currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={busy} disabled={comment.trim() === ''}>
            {t.send}
          </Button>
        </form>
      )}
      <Failure error={error} />
    </div>
  );
}
