import type { ReactNode } from 'react';
import styles from './prose.module.css';

const address = /\bhttps?:\/\/[^\s<>"]+[^\s<>".,;:!?'’”»\]})*]/gi;

/** What a person wrote, as they wrote it: text only, its web addresses as links that give nothing away. */
export function Prose({ children }: { readonly children: string }) {
  const pieces: ReactNode[] = [];
  let end = 0;
  for (const match of children.matchAll(address)) {
    pieces.push(children.slice(end, match.index));
    pieces.push(
      <a key={match.index} href={match[0]} target="_blank" rel="noopener noreferrer nofollow">
        {match[0]}
      </a>,
    );
    end = match.index + match[0].length;
  }
  pieces.push(children.slice(end));
  return <div className={styles.prose}>{pieces}</div>;
}
