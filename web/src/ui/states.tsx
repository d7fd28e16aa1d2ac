import { Alert, Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconInbox } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiProblem, Unreachable } from '../api/errors.ts';
import { useText } from '../app/i18n/i18n.tsx';
import styles from './states.module.css';

/** Nothing to show, said kindly, with the next thing to do. */
export function Empty({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className={styles.state}>
      <IconInbox className={styles.icon} size={36} stroke={1.4} aria-hidden />
      <strong>{children}</strong>
      {action}
    </div>
  );
}

/** Lines where text will be. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  const { states } = useText();
  const widths = ['92%', '78%', '85%', '60%', '88%', '70%'];
  return (
    <div className={styles.lines} role="status" aria-label={states.loading}>
      {widths.slice(0, lines).map((width) => (
        <Skeleton key={width} height={18} width={width} />
      ))}
    </div>
  );
}

/** A sentence about an error that a person can act on. */
function useErrorText(): (error: Error) => string {
  const { states, problem } = useText();
  return (error) => {
    if (error instanceof Unreachable) return states.unreachable;
    if (!(error instanceof ApiProblem)) return states.failed;
    if (error.status === 412) return states.changedMeanwhile;
    const detail = [error.message, ...error.fields.values()].join(' ');
    return problem[error.code] ?? states.refused(detail);
  };
}

/** What went wrong with an action, where it was tried; what was typed is still there. */
export function Failure({ error }: { readonly error: Error | null }) {
  const sayError = useErrorText();
  if (error === null) return null;
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} role="alert">
      {sayError(error)}
    </Alert>
  );
}

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}

/** A read in its four states. With data at hand a failing refresh keeps showing it. */
export function Loaded<T>({ query, lines, children }: LoadedProps<T>) {
  const { states } = useText();
  const sayError = useErrorText();
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) return <Loading {...(lines === undefined ? {} : { lines })} />;
  if (query.error instanceof ApiProblem && query.error.status === 404) return <NotFound />;
  return (
    <div className={styles.state} role="alert">
      <IconAlertTriangle className={styles.icon} size={36} stroke={1.4} aria-hidden />
      <strong>{states.failed}</strong>
      <p>{sayError(query.error)}</p>
      <Button variant="default" onClick={() => void query.refetch()}>
        {states.retry}
      </Button>
    </div>
  );
}

export function NotFound() {
  const { states } = useText();
  return (
    <div className={styles.state}>
      <strong>{states.notFound}</strong>
      <p>{states.notFoundLead}</p>
      <Button component="a" href="/" variant="default">
        {states.home}
      </Button>
    </div>
  );
}
