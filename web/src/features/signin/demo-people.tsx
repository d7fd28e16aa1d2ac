import { Alert, Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Unreachable } from '../../api/errors.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import type { Role } from '../../app/person.tsx';
import { localSignIn } from '../../app/session/local.ts';
import type { Session } from '../../app/session/session.ts';
import styles from './sign-in.module.css';

const people: readonly { readonly address: string; readonly role: Role }[] = [
  { address: 'ana@acme.example', role: 'contact' },
  { address: 'gus@globex.example', role: 'contact' },
  { address: 'agent@guardia.example', role: 'agent' },
  { address: 'agent2@guardia.example', role: 'agent' },
  { address: 'representative@guardia.example', role: 'representative' },
  { address: 'tam@guardia.example', role: 'tam' },
  { address: 'supervisor@guardia.example', role: 'supervisor' },
];

interface DemoPeopleProps {
  readonly apiUrl: string;
  readonly onSession: (session: Session) => void;
}

/** The local desk's people, to be chosen without a password. */
export function DemoPeople({ apiUrl, onSession }: DemoPeopleProps) {
  const { signIn, roles, states } = useText();
  const [address, setAddress] = useState('');
  const [error, setError] = useState<string | null>(null);
  const enter = (as: string): void => {
    setError(null);
    localSignIn(apiUrl)
      .as(as)
      .then(onSession, (cause: unknown) =>
        setError(cause instanceof Unreachable ? states.unreachable : signIn.failed),
      );
  };
  return (
    <>
      <div>
        <h2>{signIn.demoTitle}</h2>
        <p className={styles.role}>{signIn.demoLead}</p>
      </div>
      {error !== null && (
        <Alert color="red" role="alert">
          {error}
        </Alert>
      )}
      <ul className={styles.people}>
        {people.map((person) => (
          <li key={person.address}>
            <button type="button" className={styles.person} onClick={() => enter(person.address)}>
              <span>{person.address}</span>
              <span className={styles.role}>{roles[person.role]}</span>
            </button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          enter(address.trim());
        }}
      >
        <TextInput
          label={signIn.other}
          type="email"
          required
          withAsterisk={false}
          value={address}
          onChange={({ currentTarget }) => setAddress(currentTarget.value)}
          rightSectionWidth={92}
          rightSection={
            <Button type="submit" size="compact-sm" variant="light">
              {signIn.button}
            </Button>
          }
        />
      </form>
    </>
  );
}
