import { IconEye, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import styles from './composer.module.css';

/** Tells the others what one does with a case, and says what they do. */
export function Presence({ caseId, writing }: { readonly caseId: string; readonly writing: boolean }) {
  const { reply } = useText();
  const call = useCall();
  const doing = writing ? 'writing' : 'viewing';
  const { data } = useQuery({
    queryKey: ['presence', caseId, doing],
    queryFn: () => call('readPresence', { path: { caseId }, body: { doing } }),
    refetchInterval: 10_000,
    placeholderData: (before) => before,
    retry: false,
  });
  const names = (what: 'viewing' | 'writing'): string =>
    (data?.others ?? [])
      .filter((other) => other.doing === what)
      .map(({ name }) => name)
      .join(', ');
  const [writers, viewers] = [names('writing'), names('viewing')];
  return (
    <div role="status">
      {writers !== '' && (
        <p className={styles.presence}>
          <IconPencil size={17} aria-hidden /> {reply.writing(writers)}
        </p>
      )}
      {viewers !== '' && (
        <p className={styles.presence}>
          <IconEye size={17} aria-hidden /> {reply.viewing(viewers)}
        </p>
      )}
    </div>
  );
}
