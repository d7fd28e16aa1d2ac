import { type CSSProperties, type ReactNode, useEffect } from 'react';
import { useText } from '../app/i18n/i18n.tsx';
import styles from './layout.module.css';

interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly narrow?: boolean;
  readonly children: ReactNode;
}

/** A page: names the document, so that tabs, history and screen readers say where one is. */
export function Page({ title, lead, actions, narrow = false, children }: PageProps) {
  useTitle(title);
  return (
    <div className={narrow ? `${styles.page} ${styles.narrow}` : styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{title}</h1>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** The document's title while a page is open. */
export function useTitle(title: string): void {
  const { app } = useText();
  useEffect(() => {
    document.title = title === '' ? app.name : `${title} · ${app.name}`;
  }, [title, app.name]);
}

interface PanelProps {
  readonly title?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** @default 2 */
  readonly level?: 1 | 2 | 3;
  readonly className?: string | undefined;
}

/** A part of a page with a heading of its own. */
export function Panel({ title, actions, children, level = 2, className }: PanelProps) {
  const Heading = `h${level}` as const;
  return (
    <section
      className={className === undefined ? styles.panel : `${styles.panel} ${className}`}
      aria-label={title}
    >
      {(title !== undefined || actions !== undefined) && (
        <div className={styles.panelHead}>
          {title !== undefined && <Heading>{title}</Heading>}
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}

/** Columns as wide as they need to be, as many as fit. */
export function Columns({
  width = 260,
  children,
}: {
  readonly width?: number;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.grid} style={{ '--column': `${width}px` } as CSSProperties}>
      {children}
    </div>
  );
}

interface TableProps {
  readonly label: string;
  /** An empty name for a column of buttons. */
  readonly columns: readonly string[];
  readonly children: ReactNode;
}

/** The columns' names as custom properties, which the style sheet writes before each cell of a narrow screen. */
const namesOf = (columns: readonly string[]): CSSProperties =>
  Object.fromEntries(
    columns.flatMap((column, place) =>
      column === '' ? [] : [[`--column-${place + 1}`, JSON.stringify(column)] as const],
    ),
  );

/**
 * A table inside a panel. On a narrow screen each row becomes a card whose cells name their column; what is
 * still too wide scrolls by itself and can be reached by keyboard.
 */
export function DataTable({ label, columns, children }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable (WCAG 2.1.1).
    <div className={styles.tableBox} tabIndex={0}>
      <table className={styles.table} aria-label={label} style={namesOf(columns)}>
        <thead>
          <tr>
            {columns.map((column) =>
              column === '' ? (
                <td key={column} />
              ) : (
                <th key={column} scope="col">
                  {column}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
