import { Button, SegmentedControl } from '@mantine/core';
import '@mantine/core/styles/FloatingIndicator.layer.css';
import '@mantine/core/styles/SegmentedControl.layer.css';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { CaseSummary } from '../../../../shared/contracts/api/views.ts';
import { readCases } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall, useMe, useTimes } from '../../app/person.tsx';
import { Page } from '../../ui/layout.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { SeverityTag, StatusTag } from '../../ui/tag.tsx';
import { At } from '../../ui/time.tsx';
import { TamCardPanel } from '../account/tam-card.tsx';
import styles from './my-cases.module.css';
import { sayNumber } from './number.ts';
import { StandingLine } from './standing.tsx';

/** The customer's cases, each with what is promised in plain words. */
export function MyCasesPage() {
  const { myCases, nav, actions } = useText();
  const me = useMe();
  const { closed = false, q } = useSearch({ from: '/cases' });
  const navigate = useNavigate({ from: '/cases' });
  const search = (text: string): void => {
    void navigate({
      search: { ...(closed ? { closed } : {}), ...(text === '' ? {} : { q: text }) },
      replace: true,
    });
  };
  const query = useInfiniteQuery(
    readCases(useCall(), q === undefined ? { view: closed ? 'closed' : 'open' } : { q }),
  );
  const cases = query.data?.pages.flatMap(({ items }) => items);
  return (
    <Page
      title={myCases.title}
      lead={me.accountName === null ? undefined : myCases.lead(me.accountName)}
      actions={
        <Button component={Link} to="/cases/new" leftSection={<IconPlus size={18} aria-hidden />}>
          {nav.newCase}
        </Button>
      }
    >
      <div className={styles.bar}>
        <SegmentedControl
          value={closed ? 'closed' : 'open'}
          onChange={(value) => void navigate({ search: value === 'closed' ? { closed: true } : {} })}
          data={[
            { value: 'open', label: myCases.open },
            { value: 'closed', label: myCases.closed },
          ]}
        />
        <SearchInput
          className={styles.search}
          label={myCases.searchLabel}
          hint={myCases.searchHint}
          value={q ?? ''}
          onSearch={search}
        />
      </div>
      {cases === undefined && <Loaded query={query}>{() => null}</Loaded>}
      {cases?.length === 0 && (
        <Empty
          action={
            !closed && q === undefined ? (
              <Button component={Link} to="/cases/new" variant="light">
                {myCases.emptyAction}
              </Button>
            ) : undefined
          }
        >
          {q !== undefined ? myCases.nothingFound : closed ? myCases.emptyClosed : myCases.empty}
        </Empty>
      )}
      {cases !== undefined && cases.length > 0 && (
        <ul className={styles.list}>
          {cases.map((of) => (
            <CaseItem key={of.caseId} of={of} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {actions.more}
        </Button>
      )}
      {me.tam !== null && <TamCardPanel tam={me.tam} />}
    </Page>
  );
}

function CaseItem({ of }: { readonly of: CaseSummary }) {
  const { myCases } = useText();
  const times = useTimes();
  return (
    <li className={of.severity === 'critical' ? `${styles.item} ${styles.critical}` : styles.item}>
      <Link to="/cases/$caseId" params={{ caseId: of.caseId }} className={styles.link}>
        <div>
          <div className={styles.subject}>{of.subject}</div>
          <StandingLine of={of} />
          <div className={styles.meta}>
            {sayNumber(of.number)} · <At at={of.updatedAt}>{myCases.updated(times.say(of.updatedAt))}</At>
          </div>
        </div>
        <div className={styles.side}>
          <SeverityTag severity={of.severity} />
          <StatusTag status={of.status} />
        </div>
      </Link>
    </li>
  );
}
