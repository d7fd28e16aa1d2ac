import { Component, type ComponentType, type ReactNode, Suspense, use, useEffect } from 'react';
import { PageLoading } from './page-loading.tsx';
import { PageFailed, PartFailed } from './states.tsx';

/** Something of the dashboard in a chunk of its own. */
export type Part<Props> = ((props: Props) => ReactNode) & { readonly preload: () => Promise<void> };

/** A module with a component of that name among what it exports. */
type Exporting<Name extends string> = Readonly<Record<Name, (props: never) => ReactNode>>;
type PropsOf<Of extends (props: never) => ReactNode> =
  Parameters<Of> extends [infer Props] ? Props & object : object;

/** A chunk did not come: no connection, or a deployment has replaced it. */
class NotCome extends Error {
  /** What failed is kept until the reader has been told; the next attempt then begins anew. */
  readonly forget: () => void;

  constructor(cause: unknown, forget: () => void) {
    super('A part of the dashboard did not come.', { cause });
    this.name = 'NotCome';
    this.forget = forget;
  }
}

/** A dialog or a piece of a page. Should it not come, the page around it stays, and says so in its place. */
export function lazyPart<Name extends string, Of extends Exporting<Name>>(
  load: () => Promise<Of>,
  name: Name,
  whileLoading: ReactNode = null,
): Part<PropsOf<Of[Name]>> {
  return partOf(load, name, { whileLoading, failed: (retry) => <PartFailed onRetry={retry} /> });
}

/** A page. Should it be missing although there is a connection, one reload fetches the newer dashboard. */
export function lazyPage<Name extends string, Of extends Exporting<Name>>(
  load: () => Promise<Of>,
  name: Name,
): Part<PropsOf<Of[Name]>> {
  return partOf(load, name, {
    whileLoading: <PageLoading />,
    failed: (retry) => <PageFailed error={null} onRetry={retry} />,
    reloadsAtOnce: true,
  });
}

/** How long a page is left alone with its own reads before it fetches what may be asked for next. */
const untilIdle = 5_000;

/** Fetches parts that may be asked for soon, once the page itself has come. */
export function usePreload(...parts: readonly Pick<Part<never>, 'preload'>[]): void {
  useEffect(() => {
    const idle = setTimeout(() => parts.map(({ preload }) => preload()), untilIdle);
    return () => clearTimeout(idle);
  }, []);
}

interface Ways {
  readonly whileLoading: ReactNode;
  readonly failed: (retry: () => void) => ReactNode;
  /** Or else only when the reader asks for it: a reload shuts what is open. */
  readonly reloadsAtOnce?: boolean;
}

function partOf<Name extends string, Of extends Exporting<Name>, Props extends object = PropsOf<Of[Name]>>(
  load: () => Promise<Of>,
  name: Name,
  { whileLoading, ...ways }: Ways,
): Part<Props> {
  let come: ComponentType<Props> | undefined;
  let coming: Promise<void> | undefined;
  let failed = false;
  const forget = (): void => {
    coming = undefined;
    failed = false;
  };
  const fetchPart = (): Promise<void> => {
    coming ??= load().then(
      (parts) => {
        come = parts[name] as unknown as ComponentType<Props>;
        sessionStorage.removeItem(markOf(name));
      },
      (cause: unknown) => {
        failed = true;
        throw new NotCome(cause, forget);
      },
    );
    return coming;
  };
  function Come(props: Props) {
    // Drawn at once when it is there: React holds back for 300 ms what has suspended.
    if (come === undefined) use(fetchPart());
    const Known = come as unknown as ComponentType<Props>;
    return <Known {...props} />;
  }
  const Here = (props: Props) => (
    <Boundary {...ways} name={name}>
      <Suspense fallback={whileLoading}>
        <Come {...props} />
      </Suspense>
    </Boundary>
  );
  return Object.assign(Here, {
    // What does not come is told when it is drawn.
    preload: () => {
      if (failed) forget();
      return fetchPart().catch(() => undefined);
    },
  });
}

interface BoundaryProps extends Omit<Ways, 'whileLoading'> {
  readonly name: string;
  readonly children: ReactNode;
}

/** Keeps a failure to its part, and tries again when asked or when the connection is back. */
class Boundary extends Component<BoundaryProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  private readonly retry = (): void => this.setState({ error: null });

  private readonly ask = (): void => {
    // Browsers remember that an import has failed: what did not come needs a new document.
    if (navigator.onLine) location.reload();
    else this.retry();
  };

  override componentDidMount(): void {
    addEventListener('online', this.retry);
  }

  override componentWillUnmount(): void {
    removeEventListener('online', this.retry);
  }

  override componentDidCatch(error: unknown): void {
    if (!(error instanceof NotCome)) return;
    error.forget();
    if (this.props.reloadsAtOnce === true && navigator.onLine) reloadOnce(this.props.name);
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === null ? this.props.children : this.props.failed(this.ask);
  }
}

/** Reloads for a part that is missing, unless that was just done for it. */
function reloadOnce(name: string): void {
  const mark = markOf(name);
  if (sessionStorage.getItem(mark) !== null) return;
  sessionStorage.setItem(mark, '1');
  location.reload();
}

const markOf = (name: string): string => `guardia.reloaded ${name}`;
