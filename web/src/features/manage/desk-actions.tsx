import { Button, Menu } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconArrowsJoin, IconDots, IconTags, IconUserShare } from '@tabler/icons-react';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useHasRole, useMe } from '../../app/person.tsx';
import { Failure } from '../../ui/states.tsx';
import { ProposeClosure } from '../closing/propose-closure.tsx';
import { Reopen } from '../closing/reopen.tsx';
import { Classify } from './classify.tsx';
import { HandOver } from './hand-over.tsx';
import { Merge } from './merge.tsx';

/** What an agent can do with a case beside writing in it. */
export function DeskActions({ of }: { readonly of: CaseView }) {
  const mayWork = useHasRole('agent', 'supervisor', 'tam');
  if (!mayWork || of.status === 'quarantined') return null;
  if (of.status === 'closed') return of.mergedInto === null ? <Reopen of={of} /> : null;
  return (
    <>
      <AssignToMe of={of} />
      {of.closureProposal === null && <ProposeClosure of={of} />}
      <MoreActions of={of} />
    </>
  );
}

function AssignToMe({ of }: { readonly of: CaseView }) {
  const { manage } = useText();
  const me = useMe();
  const action = useAction('assignOwner', { refresh: ofCase(of.caseId) });
  const mine = of.owner?.agentId === me.id;
  const assign = (): void => {
    if (!mine) action.mutate({ path: { caseId: of.caseId }, body: { agentId: me.id }, version: of.version });
  };
  useHotkeys([['a', assign]]);
  return (
    <>
      {!mine && (
        <Button
          variant={of.owner === null ? 'filled' : 'default'}
          loading={action.isPending}
          onClick={assign}
        >
          {manage.assignToMe}
        </Button>
      )}
      <Failure error={action.error} />
    </>
  );
}

function MoreActions({ of }: { readonly of: CaseView }) {
  const { manage } = useText();
  const [handing, handOver] = useDisclosure(false);
  const [merging, merge] = useDisclosure(false);
  const [classifying, classify] = useDisclosure(false);
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <Button variant="default" aria-label={manage.more} px="xs">
            <IconDots size={20} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconUserShare size={17} aria-hidden />} onClick={handOver.open}>
            {manage.handOver}
          </Menu.Item>
          <Menu.Item leftSection={<IconTags size={17} aria-hidden />} onClick={classify.open}>
            {manage.classify}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowsJoin size={17} aria-hidden />} onClick={merge.open}>
            {manage.merge}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <HandOver of={of} opened={handing} onClose={handOver.close} />
      <Merge of={of} opened={merging} onClose={merge.close} />
      <Classify of={of} opened={classifying} onClose={classify.close} />
    </>
  );
}
