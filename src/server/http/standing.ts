import type { AppointmentSynchronisation } from '../../contract/index.ts';
import type { Event } from '../../sync/kinds/event/event.ts';
import type { Ref } from '../../sync/ports.ts';
import type { MailboxAccounts } from '../storage/mailbox-accounts.ts';
import type { MailboxStatus } from '../storage/mailbox-status.ts';

/** How an appointment stands in its users' mailboxes. */
export interface Standing {
  readonly entries: readonly AppointmentSynchronisation[];
  /** One of the owners keeps it private: its record has only when it is. */
  readonly withheld: boolean;
}

/** Of an appointment that is in no mailbox. */
export const NOWHERE: Standing = { entries: [], withheld: false };

/** How appointments stand, by their ids; those that are in no mailbox are left out. */
export type Standings = (ids: readonly string[]) => Promise<ReadonlyMap<string, Standing>>;

/** Names appointments as the engine knows them. */
export function appointmentRef(id: string): Ref {
  return { collection: 'appointment', id };
}

/** Standings from what is stored of links. */
export function storedStandings(
  status: Pick<MailboxStatus, 'ofRecords'>,
  ownersOf: (mailboxIds: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): Standings {
  return async (ids) => {
    const links = await status.ofRecords(ids.map(appointmentRef));
    const owners = await ownersOf(links.map(({ mailboxId }) => mailboxId));
    const found = new Map<string, Standing>();
    const keptPrivate = new Set<string>();
    for (const { recordRef, mailboxId, linkId, state, reason, withheld } of links) {
      const userId = owners.get(mailboxId);
      if (recordRef !== null && state === 'ended') keptPrivate.add(recordRef.id);
      if (recordRef === null || userId === undefined || state === 'ended') continue;
      const why = reason === null ? null : { code: reason.code, parameters: { ...reason.parameters } };
      const known = found.get(recordRef.id) ?? NOWHERE;
      found.set(recordRef.id, {
        entries: [...known.entries, { mailboxId, userId, linkId, state, reason: why }],
        withheld: known.withheld || withheld,
      });
    }
    // A mailbox that was disconnected left its records as they were; one that is connected knows better.
    for (const id of keptPrivate) if (!found.has(id)) found.set(id, { entries: [], withheld: true });
    return found;
  };
}

/** Whose mailboxes these are: user ids by mailbox id. */
export function mailboxOwners(accounts: Pick<MailboxAccounts, 'find'>) {
  return async (mailboxIds: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const owners = new Map<string, string>();
    for (const id of new Set(mailboxIds)) {
      const mailbox = await accounts.find(id);
      if (mailbox !== null) owners.set(id, mailbox.userId);
    }
    return owners;
  };
}

const TELLING = ['title', 'description', 'locations', 'virtualLocations', 'participants'] as const;

/**
 * Says of an event that it is kept private, if it is. A meeting that one of its invitees keeps private while its record
 * has what the others tell is not.
 */
export function privacyOf(event: Event, { withheld }: Standing): { readonly privacy?: 'private' } {
  return withheld && TELLING.every((name) => event[name] === undefined) ? { privacy: 'private' } : {};
}
