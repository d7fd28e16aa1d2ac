import { Button } from '@mantine/core';
import { Empty } from '../ui/states.tsx';
import { useText } from './i18n/i18n.tsx';

/** A page that failed to draw: says so, and offers the one thing that helps. */
export function Broken() {
  const { states, app } = useText();
  return (
    <Empty action={<Button onClick={() => location.reload()}>{app.reload}</Button>}>{states.broken}</Empty>
  );
}
