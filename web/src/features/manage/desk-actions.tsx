import { Button, Menu } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowsJoin, IconDots, IconTags, IconUserShare } from '@tabler/icons-react';
import { useState } from 'react';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useHasRole, useMe } from '../../app/person.tsx';
import { lazyPart, usePreload } from '../../ui/part.tsx';
import { Failure } from '../../ui/states.tsx';
import { ProposeClosure } from '../closing/propose-closure.tsx';
import { Reopen } from '../closing/reopen.tsx';

// Most visits to a case open no dialog: they come once everything else is there.
const Classify = lazyPart(() => import('./classify.tsx'), 'Classify');
const HandOver = lazyPart(() => import('./hand-over.tsx'), 'HandOver');
const Merge = lazyPart(() => import('./merge.tsx'), 'Merge');
// Few cases are in quarantine.
const QuarantineActions = lazyPart(() => import('../quarantine/quarantine-actions.tsx'), 'QuarantineActions');

/** What an agent can do with a case beside writing in it. */
export function DeskActions({ of }: { readonly of: CaseView }) {
  const mayWork = useHasRole('agent', 'supervisor', 'tam');
  if (!mayWork) return null;
  if (of.status === 'quarantined') return <QuarantineActions of={of} />;
  if (of.status === 'closed') return of.mergedInto === null ? <Reopen of={of} /> : null;
  return (
    <>
      <AssignToMe of={of} />
      {of.closureProposal === null && <ProposeClosure of={of} />}
      <MoreActions of={of} />
    </>
  );
}

/** Takes a case that nobody has; one that somebody has changes hands with where it stands. */
function AssignToMe({ of }: { readonly of: CaseView }) {
  const { manage } = useText();
  const me = useMe();
  const [handing, setHanding] = useState(false);
  const action = useAction('assignOwner', { refresh: ofCase(of.caseId) });
  const mine = of.owner?.agentId === me.id;
  const assign = (): void => {
    if (mine) return;
    if (of.owner !== null) setHanding(true);
    else action.mutate({ path: { caseId: of.caseId }, body: { agentId: me.id }, version: of.version });
  };
  useHotkeys([['a', assign]]);
  if (mine) return null;
  return (
    <>
      <Button variant={of.owner === null ? 'filled' : 'default'} loading={action.isPending} onClick={assign}>
        {manage.assignToMe}
      </Button>
      <Failure error={action.error} />
      {handing && <HandOver of={of} to={me.id} opened onClose={() => setHanding(false)} />}
    </>
  );
}

function MoreActions({ of }: { readonly of: CaseView }) {
  const { manage } = useText();
  const [open, setOpen] = useState<'hand-over' | 'merge' | 'classify' | null>(null);
  const dialog = { of, opened: true, onClose: () => setOpen(null) };
  usePreload(HandOver, Merge, Classify);
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <Button variant="default" aria-label={manage.more} px="xs">
            <IconDots size={20} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconUserShare size={17} aria-hidden />}
            onClick={() => setOpen('hand-over')}
          >
            {manage.handOver}
          </Menu.Item>
          <Menu.Item leftSection={<IconTags size={17} aria-hidden />} onClick={() => setOpen('classify')}>
            {manage.classify}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowsJoin size={17} aria-hidden />} onClick={() => setOpen('merge')}>
            {manage.merge}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'hand-over' && <HandOver {...dialog} />}
      {open === 'merge' && <Merge {...dialog} />}
      {open === 'classify' && <Classify {...dialog} />}
    </>
  );
}
