import { Refused } from './model.ts';
import type { User } from './model.ts';

/** Who has a mailbox. */
export interface Users {
  /** Adds a user. Name or address taken: Refused 'exists'. */
  add(user: User): User;
  all(): readonly User[];
  named(name: string): User | undefined;
  withAddress(address: string): User | undefined;
  /** The user who signs in with name or address and this password, or null. */
  signIn(login: string, password: string): User | null;
}

/** No users yet. */
export function usersOf(): Users {
  const users: User[] = [];
  const named = (name: string): User | undefined => users.find((user) => user.name === name);
  const withAddress = (address: string): User | undefined =>
    users.find((user) => user.address === address.toLowerCase());
  return {
    add(user) {
      const added = { ...user, address: user.address.toLowerCase() };
      if (named(added.name) ?? withAddress(added.address)) {
        throw new Refused('exists', 'There is a user of that name or address', added.name);
      }
      users.push(added);
      return added;
    },
    all: () => [...users],
    named,
    withAddress,
    signIn(login, password) {
      const user = named(login) ?? withAddress(login);
      return user !== undefined && user.password === password ? user : null;
    },
  };
}
