import type { Violation } from '../journal.ts';
import { type World } from '../world.ts';

/** A mail of some server's outbox, as far as it is known what it is about. */
interface Mail {
  readonly at?: number;
  readonly uid?: string;
}

/** A person said that the others may be told of an item. */
export interface Allowance {
  readonly user: number;
  readonly thing: number;
  readonly at: number;
}

/**
 * What went out is a part of what people allowed (I6): a mail is about an item of which somebody said "send", after they
 * said so, and one word sends one mail. Whoever said nothing sent nothing.
 */
export function judgeMails(world: World): readonly Violation[] {
  return world.mailboxes.flatMap((mailbox, user) => {
    const left = world.allowed.filter((allowance) => allowance.user === user);
    return mailbox.outbox().flatMap((mail): Violation[] => {
      const { uid = '', at = Infinity } = mail as Mail;
      const found = left.findIndex((allowance) => uid === uidOf(allowance.thing) && allowance.at <= at);
      if (found >= 0) {
        left.splice(found, 1);
        return [];
      }
      return [{ invariant: 'I6', message: `a mail went out that nobody allowed: ${JSON.stringify(mail)}` }];
    });
  });
}

/** The UID that people give to a thing. */
function uidOf(thing: number): string {
  return `thing-${String(thing)}@people.example`;
}
