import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useAction } from '../../api/actions.ts';
import { useDraft } from '../../app/drafts.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useMe } from '../../app/person.tsx';
import { Page, Panel } from '../../ui/layout.tsx';
import { Failure } from '../../ui/states.tsx';
import { useUploads } from '../files/use-uploads.ts';
import { CallMeFields } from './call-me-fields.tsx';
import { badIp, type SubmitDraft, submissionOf } from './draft.ts';
import { SeverityChoice } from './severity-choice.tsx';
import styles from './submit.module.css';
import { WhatFields } from './what-fields.tsx';

/** The form of the contract's «panel de control de la plataforma». A critical case leads on to the hotline. */
export function SubmitPage() {
  const { submit, states } = useText();
  const me = useMe();
  const navigate = useNavigate();
  const uploads = useUploads();
  const draft = useDraft<SubmitDraft>('submit', {
    critical: false,
    category: 'bug',
    subject: '',
    description: '',
    stream: '',
    domain: '',
    ips: '',
    companyName: me.accountName ?? '',
    contactName: me.name,
    contactPhone: '',
    contactEmail: me.address,
  });
  const action = useAction('submitCase', {
    refresh: [['listCases']],
    onSuccess: ({ caseId }) => {
      draft.clear();
      void navigate({ to: '/cases/$caseId', params: { caseId } });
    },
  });
  const { value, change, keptAt } = draft;
  return (
    <Page title={submit.title} lead={submit.lead} narrow>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (badIp(value.ips) === null) action.mutate({ body: submissionOf(value, uploads.ids) });
        }}
      >
        <SeverityChoice critical={value.critical} onChange={(critical) => change({ critical })} />
        {value.critical && (
          <Panel title={submit.callMe}>
            <p>{submit.callMeLead}</p>
            <CallMeFields value={value} change={change} />
          </Panel>
        )}
        <WhatFields value={value} change={change} uploads={uploads} />
        <Failure error={action.error} />
        <div className={styles.submit}>
          {keptAt !== null && <span className={styles.kept}>{states.draftKept}</span>}
          <Button
            type="submit"
            size="md"
            color={value.critical ? 'red' : 'brand'}
            loading={action.isPending}
            disabled={uploads.busy}
          >
            {value.critical ? submit.sendCritical : submit.send}
          </Button>
        </div>
      </form>
    </Page>
  );
}
