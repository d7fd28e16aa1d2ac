import { Button, Modal, Stack, Tabs } from '@mantine/core';
import '@mantine/core/styles/Tabs.layer.css';
import { useDisclosure } from '@mantine/hooks';
import { IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer } from '../../api/operations.ts';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import { Prose } from '../../ui/prose.tsx';
import { Loaded } from '../../ui/states.tsx';
import { mailDocument, mailSandbox } from './mail-frame.ts';
import styles from './original-mail.module.css';

/** The message as it came in: in a frame that can run nothing, with remote content blocked until asked for. */
export function OriginalMail({ caseId, seq }: { readonly caseId: string; readonly seq: number }) {
  const { original, app } = useText();
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconMail size={15} aria-hidden />}
        onClick={dialog.open}
      >
        {original.open}
      </Button>
      <Modal
        opened={opened}
        onClose={dialog.close}
        title={original.title}
        size="xl"
        closeButtonProps={{ 'aria-label': app.close }}
      >
        <Message caseId={caseId} seq={seq} />
      </Modal>
    </>
  );
}

function Message({ caseId, seq }: { readonly caseId: string; readonly seq: number }) {
  const [remote, setRemote] = useState(false);
  const query = useQuery(
    read(useCall(), 'readOriginal', {
      path: { caseId, seq },
      query: { remoteContent: remote ? 'allowed' : 'blocked' },
    }),
  );
  return (
    <Loaded query={query}>
      {(mail) => <Parts mail={mail} remote={remote} onRemote={() => setRemote(true)} />}
    </Loaded>
  );
}

interface PartsProps {
  readonly mail: Answer<'readOriginal'>;
  readonly remote: boolean;
  readonly onRemote: () => void;
}

function Parts({ mail, remote, onRemote }: PartsProps) {
  const { original } = useText();
  return (
    <Tabs defaultValue={mail.html === null ? 'text' : 'html'} keepMounted={false}>
      <Tabs.List mb="sm">
        {mail.html !== null && <Tabs.Tab value="html">{original.html}</Tabs.Tab>}
        <Tabs.Tab value="text">{original.text}</Tabs.Tab>
        {mail.headers.length > 0 && <Tabs.Tab value="headers">{original.headers}</Tabs.Tab>}
      </Tabs.List>
      {mail.html !== null && (
        <Tabs.Panel value="html">
          <Stack gap="sm">
            {mail.blockedRemoteContent && !remote && (
              <div className={styles.bar}>
                <span>{original.blocked}</span>
                <Button variant="default" size="compact-sm" onClick={onRemote}>
                  {original.allow}
                </Button>
              </div>
            )}
            <iframe
              className={styles.frame}
              title={original.frame}
              sandbox={mailSandbox}
              referrerPolicy="no-referrer"
              srcDoc={mailDocument(mail.html, {
                origin: location.origin,
                imagesFrom: mail.imagesFrom,
                remoteContent: remote,
              })}
            />
          </Stack>
        </Tabs.Panel>
      )}
      <Tabs.Panel value="text" className={styles.text}>
        <Prose>{mail.text}</Prose>
      </Tabs.Panel>
      <Tabs.Panel value="headers">
        <dl className={styles.headers}>
          {mail.headers.map(({ name, value }, place) => (
            <div key={place}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Tabs.Panel>
      {mail.rawUrl !== null && (
        <Button
          component="a"
          href={mail.rawUrl}
          target="_blank"
          rel="noopener noreferrer"
          variant="default"
          mt="sm"
        >
          {original.download}
        </Button>
      )}
    </Tabs>
  );
}
