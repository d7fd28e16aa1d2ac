import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CaseSummary } from '../../../../shared/contracts/api/views.ts';
import { pace, read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import layout from '../../ui/layout.module.css';
import { Columns, Page, Panel } from '../../ui/layout.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { When } from '../../ui/time.tsx';
import { DiscardDialog } from './discard-dialog.tsx';
import { ReleaseDialog } from './release-dialog.tsx';

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
  const [open, setOpen] = useState<'release' | 'discard' | null>(null);
  const close = (): void => setOpen(null);
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
      <div className={layout.actions}>
        <Button size="xs" onClick={() => setOpen('release')}>
          {t.release}
        </Button>
        <Button size="xs" variant="default" onClick={() => setOpen('discard')}>
          {t.discard}
        </Button>
      </div>
      <ReleaseDialog of={of} opened={open === 'release'} onClose={close} />
      <DiscardDialog of={of} opened={open === 'discard'} onClose={close} />
    </Panel>
  );
}
