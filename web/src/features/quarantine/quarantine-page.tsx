import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CaseSummary } from '../../../../shared/contracts/api/views.ts';
import { pace, read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import { Columns, Page, Panel } from '../../ui/layout.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { When } from '../../ui/time.tsx';
import { QuarantineActions } from './quarantine-actions.tsx';

/** Mail that waits for a person to believe it or not. */
export function QuarantinePage() {
  const { quarantinePage: t } = useText();
  const query = useQuery(read(useCall(), 'readQuarantine', { query: { limit: 100 }, every: pace.list }));
  return (
    <Page title={t.title} lead={t.lead}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t.empty}</Empty>
          ) : (
            <Columns width={460}>
              {items.map((of) => (
                <Waiting key={of.caseId} of={of} />
              ))}
            </Columns>
          )
        }
      </Loaded>
    </Page>
  );
}

function Waiting({ of }: { readonly of: CaseSummary }) {
  const { quarantinePage: t, quarantineReason } = useText();
  return (
    <Panel>
      <h2>
        <Link to="/cases/$caseId" params={{ caseId: of.caseId }}>
          {of.subject}
        </Link>
      </h2>
      <p>
        {t.from} {of.requester.name === '' ? '' : `${of.requester.name} `}
        {`<${of.requester.address}>`} · <When at={of.openedAt} />
      </p>
      {of.quarantine !== null && (
        <p>
          <Tag tone="amber">{quarantineReason[of.quarantine]}</Tag>
        </p>
      )}
      <QuarantineActions of={of} />
    </Panel>
  );
}
