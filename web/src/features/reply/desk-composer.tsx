import { Alert, Button, Checkbox, Tabs, Textarea } from '@mantine/core';
import '@mantine/core/styles/Tabs.layer.css';
import { useHotkeys } from '@mantine/hooks';
import { useRef } from 'react';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { Panel } from '../../ui/layout.tsx';
import { MomentInput } from '../../ui/moment-input.tsx';
import { Failure } from '../../ui/states.tsx';
import { criticalOf } from '../critical/running.ts';
import { FileDrop } from '../files/file-drop.tsx';
import { CannedMenu } from './canned-menu.tsx';
import styles from './composer.module.css';
import { Presence } from './presence.tsx';
import { type Reply, useReply } from './use-reply.ts';

/** The agent's next word: an answer to the customer, or a note that stays in the desk. */
export function DeskComposer({ of }: { readonly of: CaseView }) {
  const { reply: t } = useText();
  const area = useRef<HTMLTextAreaElement>(null);
  const reply = useReply(of);
  const begin = (kind: 'reply' | 'note'): void => {
    reply.change({ kind });
    area.current?.focus();
    area.current?.scrollIntoView({ block: 'center' });
  };
  useHotkeys([
    ['r', () => begin('reply')],
    ['n', () => begin('note')],
  ]);
  const { kind } = reply;
  return (
    <Panel>
      <Presence caseId={of.caseId} writing={kind === 'reply' && reply.text !== ''} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          reply.send();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
      >
        <Tabs
          value={kind}
          onChange={(tab) => reply.change({ kind: tab === 'note' ? 'note' : 'reply' })}
          mb="sm"
        >
          <Tabs.List>
            {reply.mayAnswer && <Tabs.Tab value="reply">{t.reply}</Tabs.Tab>}
            <Tabs.Tab value="note">{t.note}</Tabs.Tab>
          </Tabs.List>
        </Tabs>
        <FileDrop uploads={reply.uploads}>
          <Textarea
            ref={area}
            className={kind === 'note' ? styles.noteBox : undefined}
            aria-label={kind === 'note' ? t.note : t.reply}
            placeholder={kind === 'note' ? t.noteHint : t.replyHint}
            rows={7}
            value={reply.text}
            onChange={({ currentTarget }) => reply.write(currentTarget.value)}
          />
        </FileDrop>
        {kind === 'reply' && <ReplyOptions of={of} reply={reply} />}
        {reply.collided && (
          <Alert color="yellow" title={t.collisionTitle} mt="sm" role="alert">
            {t.collision}
          </Alert>
        )}
        <Failure error={reply.error} />
        <Send of={of} reply={reply} />
      </form>
    </Panel>
  );
}

function ReplyOptions({ of, reply }: { readonly of: CaseView; readonly reply: Reply }) {
  const { reply: t } = useText();
  const { waiting, nextUpdateAt } = reply.value;
  return (
    <div className={styles.bar}>
      <CannedMenu
        of={of}
        onChoose={(text) => reply.write(reply.text === '' ? text : `${reply.text}\n${text}`)}
      />
      <Checkbox
        label={t.waiting}
        checked={waiting}
        onChange={({ currentTarget }) => reply.change({ waiting: currentTarget.checked })}
      />
      {!waiting && criticalOf(of) === null && (
        <MomentInput
          label={t.nextUpdate}
          value={nextUpdateAt}
          onChange={(at) => reply.change({ nextUpdateAt: at })}
        />
      )}
    </div>
  );
}

function Send({ of, reply }: { readonly of: CaseView; readonly reply: Reply }) {
  const { reply: t, states } = useText();
  const names = of.parties.map(({ name, address }) => name || address).join(', ');
  const isNote = reply.kind === 'note';
  return (
    <div className={styles.bar}>
      <span className={styles.quiet}>
        {isNote ? t.noteHint : t.goesTo(names)}
        {reply.keptAt !== null && ` · ${states.draftKept}`}
      </span>
      <div className={styles.end}>
        {reply.text !== '' && (
          <Button variant="subtle" color="gray" onClick={reply.discard}>
            {t.discard}
          </Button>
        )}
        <Button
          type="submit"
          loading={reply.isPending}
          disabled={reply.uploads.busy || reply.text.trim() === ''}
        >
          {reply.collided ? t.sendAnyway : isNote ? t.addNote : t.send}
        </Button>
      </div>
    </div>
  );
}
