import { VisuallyHidden } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { AttachmentRef } from '../../../../shared/contracts/vocabulary.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import { Failure } from '../../ui/states.tsx';
import styles from './attachment-list.module.css';
import { sayBytes } from './size.ts';

interface AttachmentListProps {
  readonly caseId: string;
  readonly seq: number;
  readonly attachments: readonly AttachmentRef[];
}

/** The files of a message. Each opens from another origin, so that nothing in it can act as this page. */
export function AttachmentList({ caseId, seq, attachments }: AttachmentListProps) {
  const { files } = useText();
  const call = useCall();
  const download = useMutation({
    mutationFn: (hash: string) => call('downloadAttachment', { path: { caseId, seq, hash } }),
    onSuccess: ({ url }) => {
      const link = document.createElement('a');
      Object.assign(link, { href: url, target: '_blank', rel: 'noopener noreferrer' });
      link.click();
    },
  });
  const shown = attachments.filter(({ inline }) => !inline);
  if (shown.length === 0) return null;
  return (
    <>
      <ul className={styles.list} aria-label={files.list}>
        {shown.map(({ hash, name, size }) => (
          <li key={`${hash} ${name}`}>
            <button type="button" className={styles.file} onClick={() => download.mutate(hash)}>
              <IconPaperclip size={15} aria-hidden />
              <VisuallyHidden>{files.download}</VisuallyHidden>
              <span>{name}</span>
              <span className={styles.size}>{sayBytes(size)}</span>
            </button>
          </li>
        ))}
      </ul>
      <Failure error={download.error} />
    </>
  );
}
