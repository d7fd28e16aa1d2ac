import { Button, CloseButton, FileButton, Loader } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useText } from '../../app/i18n/i18n.tsx';
import styles from './file-drop.module.css';
import { sayBytes } from './size.ts';
import type { Upload, Uploads } from './use-uploads.ts';

/** Takes files by drop, by paste and by choice, around the text that they belong to. */
export function FileDrop({ uploads, children }: { readonly uploads: Uploads; readonly children: ReactNode }) {
  const { files } = useText();
  const [over, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: drop and paste are shortcuts; the button does the same.
    <div
      className={over ? `${styles.drop} ${styles.over}` : styles.drop}
      data-drop={files.drop}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        uploads.add(event.dataTransfer.files);
      }}
      onPaste={(event) => {
        if (event.clipboardData.files.length > 0) uploads.add(event.clipboardData.files);
      }}
    >
      {children}
      <div className={styles.row}>
        <FileButton multiple onChange={(chosen) => uploads.add(chosen)}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="compact-sm"
              leftSection={<IconPaperclip size={16} aria-hidden />}
            >
              {files.add}
            </Button>
          )}
        </FileButton>
        <span className={styles.hint}>{files.hint}</span>
      </div>
      <UploadList uploads={uploads} />
    </div>
  );
}

function UploadList({ uploads: { uploads, remove } }: { readonly uploads: Uploads }) {
  const { files } = useText();
  if (uploads.length === 0) return null;
  return (
    <ul className={styles.files} aria-label={files.list} aria-live="polite">
      {uploads.map((upload) => (
        <li key={upload.key} className={isRefused(upload) ? `${styles.file} ${styles.failed}` : styles.file}>
          {upload.state === 'uploading' && <Loader size={12} aria-label={files.uploading} />}
          <span>
            {upload.name} ·{' '}
            {upload.state === 'failed'
              ? files.failed
              : upload.state === 'too-large'
                ? files.tooLarge
                : sayBytes(upload.size)}
          </span>
          <CloseButton size="sm" aria-label={files.remove(upload.name)} onClick={() => remove(upload.key)} />
        </li>
      ))}
    </ul>
  );
}

const isRefused = ({ state }: Upload): boolean => state === 'failed' || state === 'too-large';
