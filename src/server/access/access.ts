/**
 * Who may see or change what: the one place. Storage asks the same of the database (storage/records/readable.ts);
 * a property test holds both to one answer.
 *
 * - A record has an owner and readers. The users of an appointment, in whose calendars it is, read it too.
 * - Writing is for the owner and for the users of an appointment: it is in their calendars, theirs to change there.
 * - A mail is read by its witnesses, in whose own mailboxes the server has seen it: they are its readers, and one of them
 *   owns it. Every witness links it; nobody changes it.
 * - Administrators run the installation. They may hand a record to another owner or open it to readers (that leaves a
 *   trace), but they see no content by their role alone: firms have walls inside.
 */

/** Who asks. */
export interface Actor {
  readonly id: string;
  readonly role: 'user' | 'admin';
}

/** Stands for every user in `readers`. */
export const EVERYONE = 'everyone';

/** What the rules look at. */
export interface Protected {
  readonly ownerId: string;
  /** Ids of users, or EVERYONE. */
  readonly readers: readonly string[];
  /** Ids of the users in whose mailboxes it belongs; none but for appointments. */
  readonly users: readonly string[];
}

/** Whether the user may see the record and everything in it. */
export function mayRead(user: Actor, record: Protected): boolean {
  return mayWrite(user, record) || record.readers.includes(EVERYONE) || record.readers.includes(user.id);
}

/** Whether the user may change or delete the record. */
export function mayWrite(user: Actor, record: Protected): boolean {
  return record.ownerId === user.id || record.users.includes(user.id);
}

/** Whether the user may link this mail with records, and take links away: its witnesses may, whoever linked first. */
export function mayLinkMail(user: Actor, record: Protected): boolean {
  return record.ownerId === user.id || record.readers.includes(user.id);
}

/** Whether the user may say who owns and who reads the record. */
export function mayAdminister(user: Actor, record: Pick<Protected, 'ownerId'>): boolean {
  return record.ownerId === user.id || user.role === 'admin';
}
