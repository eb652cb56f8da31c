// https://learn.microsoft.com/exchange/client-developer/web-service-reference/subscribe-operation
import type { Groupware } from '../../groupware/groupware.ts';
import type { Folder } from '../folders/folder.ts';

/** A client's wish to hear of changes. */
export interface Subscription {
  readonly id: string;
  readonly user: string;
  readonly kind: 'streaming' | 'pull';
  /** Null: all folders of the mailbox. */
  readonly folders: readonly Folder[] | null;
  /** CreatedEvent and so on. */
  readonly events: ReadonlySet<string>;
  /** Position up to which the client has been told. */
  readonly told: number;
}

/** The subscriptions of an Exchange. They do not outlive it. */
export interface Subscriptions {
  /** Everything after `told` (default: now) will be told. */
  add(
    wanted: Omit<Subscription, 'id' | 'told'> & { readonly told?: number; readonly minutes: number },
  ): Subscription;
  /** The user's subscription, unless it expired; its time begins anew. */
  find(user: string, id: string): Subscription | undefined;
  tell(id: string, position: number): void;
  /** Ends one; false: there was none. */
  remove(user: string, id: string): boolean;
  forget(): void;
  count(): number;
}

interface Kept {
  subscription: Subscription;
  readonly lifeMs: number;
  expiresAt: number;
}

/** No subscriptions yet. */
export function subscriptionsOf(groupware: Groupware): Subscriptions {
  const kept = new Map<string, Kept>();
  let last = 0;
  const find = (user: string, id: string): Kept | undefined => {
    const found = kept.get(id);
    if (found === undefined || found.subscription.user !== user) return undefined;
    if (found.expiresAt >= groupware.clock.now()) return found;
    kept.delete(id);
    return undefined;
  };
  return {
    add({ minutes, told = groupware.position(), ...wanted }) {
      last += 1;
      const id = Buffer.from(
        `subscription:${wanted.user}:${String(groupware.clock.now())}:${String(last)}`,
      ).toString('base64');
      const subscription = { ...wanted, told, id };
      const lifeMs = minutes * 60_000;
      kept.set(id, { subscription, lifeMs, expiresAt: groupware.clock.now() + lifeMs });
      return subscription;
    },
    find(user, id) {
      const found = find(user, id);
      if (found !== undefined) found.expiresAt = groupware.clock.now() + found.lifeMs;
      return found?.subscription;
    },
    tell(id, position) {
      const found = kept.get(id);
      if (found !== undefined) found.subscription = { ...found.subscription, told: position };
    },
    remove: (user, id) => find(user, id) !== undefined && kept.delete(id),
    forget: () => {
      kept.clear();
    },
    count: () => kept.size,
  };
}
