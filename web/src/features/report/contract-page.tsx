import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '../../api/operations.ts';
import { read } from '../../api/queries.ts';
import { now } from '../../app/clock.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import { saySpan } from '../../app/time.ts';
import { DateInput } from '../../ui/date-input.tsx';
import { DataTable, Page, Panel } from '../../ui/layout.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { When } from '../../ui/time.tsx';
import { sayClause } from '../case/clause.ts';
import { sayNumber } from '../case/number.ts';
import styles from './health.module.css';

type Report = Answer<'readContractReport'>;

const dayMilliseconds = 24 * 60 * 60_000;
const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** How the contract was kept in a period, sentence by sentence, what was missed first. */
export function ContractPage() {
  const { contractPage: t } = useText();
  const call = useCall();
  const search = useSearch({ from: '/contract' });
  const navigate = useNavigate({ from: '/contract' });
  const choose = (more: typeof search): void =>
    void navigate({ search: { ...search, ...more }, replace: true });
  const [today] = useState(now);
  const period = {
    from: search.from ?? dayOf(today - 29 * dayMilliseconds),
    to: search.to ?? dayOf(today),
  };
  const account = search.account ?? '';
  const accounts = useQuery(read(call, 'listAccounts', { query: { limit: 100 } }));
  const report = useQuery({
    ...read(call, 'readContractReport', { query: { ...period, ...(account === '' ? {} : { account }) } }),
  });
  return (
    <Page title={t.title} lead={t.lead}>
      <div className={styles.bar}>
        {(['from', 'to'] as const).map((end) => (
          <DateInput
            key={end}
            label={t[end]}
            value={period[end]}
            onChange={(date) => choose({ [end]: date })}
          />
        ))}
        <NativeSelect
          label={t.account}
          value={account}
          onChange={({ currentTarget }) => choose({ account: currentTarget.value })}
          data={[
            { value: '', label: t.allAccounts },
            ...(accounts.data?.items ?? []).map(({ accountId, name }) => ({ value: accountId, label: name })),
          ]}
        />
      </div>
      <Loaded query={report}>{(of) => <Contract of={of} />}</Loaded>
    </Page>
  );
}

function Contract({ of }: { readonly of: Report }) {
  const { contractPage: t } = useText();
  if (of.cases === 0) return <Empty>{t.empty}</Empty>;
  return (
    <>
      {!of.complete && <p role="status">{t.incomplete}</p>}
      <Misses of={of} />
      <Sentences of={of} />
      <Satisfaction of={of} />
    </>
  );
}

function Misses({ of: { misses } }: { readonly of: Report }) {
  const { contractPage: t, caseView } = useText();
  return (
    <Panel title={t.misses}>
      {misses.length === 0 ? (
        <p>{t.noMisses}</p>
      ) : (
        <DataTable label={t.misses} columns={[t.case, t.sentence, t.owner, t.due, t.done]}>
          {misses.map((miss) => (
            <tr key={`${miss.caseId} ${miss.clause} ${miss.promised}`}>
              <td>
                <Link to="/cases/$caseId/evidence" params={{ caseId: miss.caseId }}>
                  {sayNumber(miss.number)}
                </Link>{' '}
                {miss.subject}
              </td>
              <td>{sayClause(miss.clause, caseView.clauseName)}</td>
              <td>{miss.ownerName ?? '–'}</td>
              <td>{miss.promised === null ? '–' : <When at={miss.promised} />}</td>
              <td>
                {miss.done === null ? t.notDone : <When at={miss.done} />}
                {miss.minutesLate !== null && ` (${t.late(saySpan(miss.minutesLate * 60_000))})`}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  );
}

function Sentences({ of: { clauses, cases } }: { readonly of: Report }) {
  const { contractPage: t, caseView } = useText();
  return (
    <Panel title={t.sentences} actions={<span>{t.cases(cases)}</span>}>
      <DataTable label={t.sentences} columns={[t.sentence, t.promised, t.kept, t.missed, t.open]}>
        {clauses.map(({ clause, sentence, promised, kept, missed, open }) => (
          <tr key={clause}>
            <td>
              <strong>{sayClause(clause, caseView.clauseName)}</strong>
              <br />
              <span lang="es">{sentence}</span>
            </td>
            <td>{promised}</td>
            <td>{kept}</td>
            <td className={missed > 0 ? styles.late : undefined}>{missed}</td>
            <td>{open}</td>
          </tr>
        ))}
      </DataTable>
    </Panel>
  );
}

function Satisfaction({ of: { satisfaction } }: { readonly of: Report }) {
  const { contractPage: t } = useText();
  return (
    <Panel title={t.satisfaction}>
      {satisfaction.good + satisfaction.bad === 0 ? (
        <p>{t.nobodyRated}</p>
      ) : (
        <DataTable label={t.satisfaction} columns={[t.owner, t.good, t.bad]}>
          {satisfaction.owners.map(({ agentId, name, good, bad }) => (
            <tr key={agentId}>
              <td>{name ?? '–'}</td>
              <td>{good}</td>
              <td>{bad}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  );
}
