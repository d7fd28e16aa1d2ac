import { Alert, Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconInbox } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ApiProblem, Unreachable } from '../api/errors.ts';
import { useText } from '../app/i18n/i18n.tsx';
import { useTitle } from './layout.tsx';
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

/** What is needed of a query; one of many pages is read like one of a single answer. */
interface Read<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly refetch: () => Promise<unknown>;
}

interface LoadedProps<T> {
  readonly query: Read<T>;
  readonly lines?: number;
  /** What is read is the whole page: its other states then are the page, with its heading. */
  readonly page?: boolean;
  readonly children: (data: T) => ReactNode;
}

/** A read in its four states. With data at hand a failing refresh keeps showing it. */
export function Loaded<T>({ query, lines, page = false, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) return <Loading {...(lines === undefined ? {} : { lines })} />;
  const notFound = query.error instanceof ApiProblem && query.error.status === 404;
  if (notFound) return page ? <NotFound /> : <Nothing />;
  const failed = { error: query.error, onRetry: () => void query.refetch() };
  return page ? <PageFailed {...failed} /> : <Failed {...failed} />;
}

/** What stands at the head of a state: the name of the page, or just strong words in it. */
type Heading = 'h1' | 'strong';

interface FailedProps {
  /** Null: there is no more to say than that it did not come. */
  readonly error: Error | null;
  readonly onRetry: () => void;
  readonly heading?: Heading;
}

function Failed({ error, onRetry, heading: Head = 'strong' }: FailedProps) {
  const { states } = useText();
  const sayError = useErrorText();
  return (
    <div className={styles.state} role="alert">
      <IconAlertTriangle className={styles.icon} size={36} stroke={1.4} aria-hidden />
      <Head>{states.failed}</Head>
      {error !== null && <p>{sayError(error)}</p>}
      <Button variant="default" onClick={onRetry}>
        {states.retry}
      </Button>
    </div>
  );
}

/** A page that did not come. */
export function PageFailed(props: Omit<FailedProps, 'heading'>) {
  useTitle(useText().states.failed);
  return <Failed {...props} heading="h1" />;
}

/** A part of a page that did not come: one line in its place, where the rest goes on. */
export function PartFailed({ onRetry }: Pick<FailedProps, 'onRetry'>) {
  const { states } = useText();
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} role="alert">
      <div className={styles.part}>
        {states.failed}
        <Button variant="default" size="compact-sm" onClick={onRetry}>
          {states.retry}
        </Button>
      </div>
    </Alert>
  );
}

/** An address that leads nowhere. */
export function NotFound() {
  useTitle(useText().states.notFound);
  return <Nothing heading="h1" />;
}

function Nothing({ heading: Head = 'strong' }: { readonly heading?: Heading }) {
  const { states } = useText();
  return (
    <div className={styles.state}>
      <Head>{states.notFound}</Head>
      <p>{states.notFoundLead}</p>
      <Button component="a" href="/" variant="default">
        {states.home}
      </Button>
    </div>
  );
}
