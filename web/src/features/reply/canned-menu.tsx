import { Button, Menu } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall, useMe } from '../../app/person.tsx';
import { sayNumber } from '../case/number.ts';
import { fillAnswer } from './fill.ts';

interface CannedMenuProps {
  readonly of: CaseView;
  readonly onChoose: (text: string) => void;
}

/** Prepared answers, in the customer's language and filled in from the case. */
export function CannedMenu({ of, onChoose }: CannedMenuProps) {
  const { reply } = useText();
  const me = useMe();
  const { data } = useQuery({ ...read(useCall(), 'listCannedAnswers', {}), staleTime: 300_000 });
  const values = {
    contactName: of.requester.name || of.requester.address,
    caseNumber: sayNumber(of.number),
    subject: of.subject,
    accountName: of.accountName ?? '',
    agentName: me.name,
  };
  return (
    <Menu position="top-start" width={280}>
      <Menu.Target>
        <Button variant="default" size="compact-sm" leftSection={<IconBook2 size={16} aria-hidden />}>
          {reply.canned}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(data?.items.length ?? 0) === 0 && <Menu.Label>{reply.cannedEmpty}</Menu.Label>}
        {data?.items.map((answer) => (
          <Menu.Item key={answer.answerId} onClick={() => onChoose(fillAnswer(answer[of.language], values))}>
            {answer.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
