import { useCallback, useState } from 'react';
import { useCall } from '../../app/person.tsx';

const largest = 20 * 1024 * 1024;

export interface Upload {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly state: 'uploading' | 'done' | 'failed' | 'too-large';
  readonly attachmentId?: string;
}

/** Files on their way to a message: each goes to the attachments' own address, named by its SHA-256. */
export function useUploads() {
  const call = useCall();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const change = useCallback((key: string, part: Partial<Upload>) => {
    setUploads((all) => all.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)));
  }, []);

  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) {
        const key = crypto.randomUUID();
        const { name, size } = file;
        const state = size > largest ? 'too-large' : 'uploading';
        setUploads((all) => [...all, { key, name, size, state }]);
        if (state === 'too-large') continue;
        upload(call, file).then(
          (attachmentId) => change(key, { state: 'done', attachmentId }),
          () => change(key, { state: 'failed' }),
        );
      }
    },
    [call, change],
  );
  const remove = useCallback(
    (key: string) => setUploads((all) => all.filter((upload) => upload.key !== key)),
    [],
  );
  const clear = useCallback(() => setUploads([]), []);
  return {
    uploads,
    add,
    remove,
    clear,
    busy: uploads.some(({ state }) => state === 'uploading'),
    ids: uploads.flatMap(({ attachmentId }) => (attachmentId === undefined ? [] : [attachmentId])),
  };
}

export type Uploads = ReturnType<typeof useUploads>;

/** @throws when the desk or the store refuses the file */
async function upload(call: ReturnType<typeof useCall>, file: File): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const contentType = file.type === '' ? 'application/octet-stream' : file.type;
  const { attachmentId, uploadUrl, headers } = await call('uploadAttachment', {
    body: { name: file.name, contentType, size: file.size, sha256 },
  });
  if (uploadUrl === null) return attachmentId;
  const response = await fetch(uploadUrl, { method: 'PUT', headers, body: file });
  if (!response.ok) throw new Error(`The store answered ${response.status}.`);
  return attachmentId;
}
