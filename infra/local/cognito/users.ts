import { createHash } from 'node:crypto';
import { AwsError } from '../aws.ts';
import type { LocalStore } from '../store.ts';

/** A person in the user pool, who is found by mail address or by `sub`. */
export interface User {
  readonly sub: string;
  readonly email: string;
  readonly groups: readonly string[];
  readonly enabled: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly createdAt: number;
}

export interface Users {
  /** @throws AwsError `UsernameExistsException` */
  create(
    email: string,
    options?: { groups?: readonly string[]; attributes?: Readonly<Record<string, string>> },
  ): User;
  /** By mail address or by `sub`. @throws AwsError `UserNotFoundException` */
  find(name: string): User;
  change(name: string, change: (user: User) => User): User;
  all(): readonly User[];
}

/** The same person has the same `sub` in every data directory. */
const subOf = (email: string): string => {
  const hex = createHash('sha256').update(`sub of ${email}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const createUsers = (store: LocalStore, now: () => number): Users => {
  const keyOf = (sub: string): string => `cognito/users/${sub}`;
  const read = (name: string): User | undefined =>
    store.get(keyOf(name.includes('@') ? subOf(name.toLowerCase()) : name)) as User | undefined;

  const find = (name: string): User => {
    const user = read(name);
    if (!user) throw new AwsError('UserNotFoundException', `User does not exist: ${name}`);
    return user;
  };

  return {
    find,
    create(address, { groups = [], attributes = {} } = {}) {
      const email = address.toLowerCase();
      if (read(email)) throw new AwsError('UsernameExistsException', 'User account already exists');
      const user: User = { sub: subOf(email), email, groups, enabled: true, attributes, createdAt: now() };
      store.put(keyOf(user.sub), user);
      return user;
    },
    change(name, change) {
      const user = change(find(name));
      store.put(keyOf(user.sub), user);
      return user;
    },
    all: () => store.list('cognito/users/').map(([, user]) => user as User),
  };
};
