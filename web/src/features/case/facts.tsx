import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useIsDesk } from '../../app/person.tsx';
import { Panel } from '../../ui/layout.tsx';
import { Countdown, When } from '../../ui/time.tsx';
import { TamCardPanel } from '../account/tam-card.tsx';
import styles from './case-page.module.css';
import { sayClause } from './clause.ts';
import { Escalate } from './escalate.tsx';
import { sayNumber } from './number.ts';

/** What is known about a case beside its conversation. */
export function CaseFacts({ of }: { readonly of: CaseView }) {
  const { caseView, channel, deadline, evidencePage, languageName, roles, tam } = useText();
  const isDesk = useIsDesk();
  // When we ask again is our own affair.
  const promises = of.deadlines.filter(({ kind }) => isDesk || kind !== 'closure-reminder');
  return (
    <>
      <Panel title={caseView.promises}>
        {promises.length === 0 ? (
          <p>{caseView.noPromises}</p>
        ) : (
          <dl className={styles.facts}>
            {promises.map(({ kind, at }) => (
              <Fact key={kind} name={deadline[kind]}>
                <Countdown to={at} />
                <br />
                <When at={at} />
              </Fact>
            ))}
          </dl>
        )}
      </Panel>
      <Panel title={caseView.facts}>
        <dl className={styles.facts}>
          <Fact name={caseView.owner}>{of.owner?.name ?? caseView.noOwner}</Fact>
          {isDesk && <Fact name={caseView.account}>{of.accountName ?? '–'}</Fact>}
          <Fact name={caseView.requester}>
            {of.requester.name === ''
              ? of.requester.address
              : `${of.requester.name} <${of.requester.address}>`}
          </Fact>
          <Fact name={caseView.opened}>
            <When at={of.openedAt} />
          </Fact>
          <Fact name={caseView.channel}>{channel[of.channel]}</Fact>
          <Fact name={caseView.language}>{languageName[of.language]}</Fact>
          {of.parties.length > 1 && (
            <Fact name={caseView.parties}>{of.parties.map(({ address }) => address).join(', ')}</Fact>
          )}
          <Affected of={of} />
          {of.mergedInto !== null && (
            <Fact name={caseView.mergedInto}>
              <Link to="/cases/$caseId" params={{ caseId: of.mergedInto.caseId }}>
                {sayNumber(of.mergedInto.number)}
              </Link>
            </Fact>
          )}
          {of.escalatedTo !== null && <Fact name={caseView.escalated}>{roles[of.escalatedTo.role]}</Fact>}
          <Fact name={caseView.clause}>{sayClause(of.clause, caseView.clauseName)}</Fact>
        </dl>
        <Link to="/cases/$caseId/evidence" params={{ caseId: of.caseId }}>
          {evidencePage.open}
        </Link>
      </Panel>
      {of.tam !== null && (
        <TamCardPanel tam={of.tam}>
          {of.status !== 'closed' && <Escalate of={of} label={isDesk ? tam.escalateDesk : tam.escalate} />}
        </TamCardPanel>
      )}
    </>
  );
}

function Affected({ of: { affected } }: { readonly of: CaseView }) {
  const { caseView } = useText();
  if (affected === null) return null;
  const parts = [affected.stream, affected.domain, ...(affected.ipAddresses ?? [])].filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? null : <Fact name={caseView.affected}>{parts.join(', ')}</Fact>;
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
