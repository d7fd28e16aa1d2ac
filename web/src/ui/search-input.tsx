import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type Ref, useState } from 'react';

interface SearchInputProps {
  readonly label: string;
  readonly hint: string;
  /** What is searched for, as the address says. */
  readonly value: string;
  /** Hears what was typed, a moment after the last key. */
  readonly onSearch: (text: string) => void;
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A search that is in the address: what is typed goes there, and what changes there is shown here. */
export function SearchInput({ label, hint, value, onSearch, className, ref }: SearchInputProps) {
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  const [sent, setSent] = useState(value);
  const search = useDebouncedCallback((typed: string) => {
    setSent(typed.trim());
    onSearch(typed.trim());
  }, 250);
  if (value !== shown) {
    setShown(value);
    // A view was chosen, or filters were cleared. What comes back of typing is no news: more was typed since.
    if (value !== sent) {
      setSent(value);
      setText(value);
    }
  }
  return (
    <TextInput
      ref={ref ?? null}
      className={className ?? ''}
      type="search"
      aria-label={label}
      placeholder={hint}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        search(currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
