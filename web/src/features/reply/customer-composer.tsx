import { Button, Textarea } from '@mantine/core';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useDraft } from '../../app/drafts.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { Panel } from '../../ui/layout.tsx';
import { Failure } from '../../ui/states.tsx';
import { FileDrop } from '../files/file-drop.tsx';
import { useUploads } from '../files/use-uploads.ts';
import styles from './composer.module.css';

/** The customer's next message. */
export function CustomerComposer({ of }: { readonly of: CaseView }) {
  const { caseView, states } = useText();
  const uploads = useUploads();
  const draft = useDraft(`message ${of.caseId}`, { body: '' });
  const action = useAction('postMessage', {
    refresh: ofCase(of.caseId),
    done: states.sent,
    onSuccess: () => {
      draft.clear();
      uploads.clear();
    },
  });
  return (
    <Panel title={caseView.write}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          action.mutate({
            path: { caseId: of.caseId },
            body: { body: draft.value.body, attachmentIds: uploads.ids },
          });
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
      >
        <FileDrop uploads={uploads}>
          <Textarea
            aria-label={caseView.yourMessage}
            placeholder={caseView.messageHint}
            required
            rows={5}
            value={draft.value.body}
            onChange={({ currentTarget }) => draft.change({ body: currentTarget.value })}
          />
        </FileDrop>
        <Failure error={action.error} />
        <div className={styles.bar}>
          {draft.keptAt !== null && <span className={styles.quiet}>{states.draftKept}</span>}
          <div className={styles.end}>
            <Button
              type="submit"
              loading={action.isPending}
              disabled={uploads.busy || draft.value.body.trim() === ''}
            >
              {caseView.sendMessage}
            </Button>
          </div>
        </div>
      </form>
    </Panel>
  );
}
