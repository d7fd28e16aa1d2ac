import { useHotkeys } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { neighbourOf } from '../queue/queue-order.ts';

/** j and k go on through the queue that the case was opened from. */
export function CaseKeys({ caseId }: { readonly caseId: string }) {
  const navigate = useNavigate();
  const go = (by: 1 | -1): void => {
    const next = neighbourOf(caseId, by);
    if (next !== undefined) void navigate({ to: '/cases/$caseId', params: { caseId: next } });
  };
  useHotkeys([
    ['j', () => go(1)],
    ['k', () => go(-1)],
  ]);
  return null;
}
