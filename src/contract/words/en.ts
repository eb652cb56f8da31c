import { enItems } from './items/en.ts';
import type { Words } from '../words.ts';

/** English. */
export const en: Words = {
  ...enItems,
  'unknown-code': 'Something happened that has no description yet ({code}).',

  // Problems of the API
  'not-signed-in': 'You are not signed in.',
  'wrong-credentials': 'The user name or the password is wrong.',
  'current-password-wrong': 'The current password is wrong.',
  'too-many-requests': 'Too many attempts. Try again in {seconds} seconds.',
  'pane-code-invalid': 'This sign-in is over: it was used before, or more than a minute ago. Sign in again.',
  'cross-site-request': 'The request came from another site and was refused.',
  'not-allowed': 'You may not do this.',
  'not-found': 'There is nothing here, or you may not see it.',
  'unknown-path': 'The API has no such address.',
  'public-url-unsuitable':
    'Outlook needs an https address without a path, and this server is known as {url}. Its administrator sets PUBLIC_URL.',
  invalid: 'The request has errors; `errors` names the fields.',
  'malformed-body': 'The body of the request is not valid JSON.',
  'body-too-large': 'The body of the request is too large.',
  'unsupported-media-type': 'The body of the request must be JSON (application/json).',
  'if-match-required': 'A change needs the header If-Match with the ETag of what is to be changed.',
  'version-changed': 'It was changed by someone else in the meantime. Load it again.',
  'idempotency-key-malformed': 'The header Idempotency-Key must have 1 to 200 visible characters.',
  'idempotency-key-reused': 'This Idempotency-Key was used for a different request.',
  'idempotency-key-running': 'A request with this Idempotency-Key is still running.',
  'username-taken': 'There is already a user of this name.',
  'email-taken': 'Another user has this e-mail address.',
  'last-administrator': 'There must be at least one active administrator.',
  'mailbox-exists': 'This account is already connected.',
  'mailbox-refused': 'The account could not be used.',
  'collection-unknown': 'The account has no such calendar.',
  'cursor-malformed': 'The cursor is not one that this list gave out.',
  'range-malformed': 'The end of the range must be after its start.',
  'range-too-long': 'The range may have at most {days} days.',
  'reference-unknown': 'It refers to something that does not exist, or that you may not see.',
  'appointment-exists': 'There is already a record of this meeting (the same UID).',
  'series-not-split':
    'The series can’t be split there: it has no such date, begins with it, or its rule would go on differently.',
  'event-refused': 'The meeting cannot be stored as it is.',
  'link-not-alike': 'This item does not wait because it looks like something else.',
  'mailbox-not-paused':
    'What would happen can be found out while a mailbox is paused and calendars are chosen.',
  'mailbox-paused': 'The mailbox is paused. Start it first.',
  'rehearsal-running': 'Something is working on this mailbox already. Please wait until it has finished.',
  'rehearsal-interrupted': 'It was broken off before everything had been looked at. Please begin again.',
  'link-not-held': 'No deletion of this item waits for a decision.',
  'link-not-quarantined': 'This item is not set aside.',
  'link-not-waiting': 'This item does not wait to be sent.',
  'conflict-not-usable':
    'The other value can no longer be used: the meeting has moved on, or may not be written.',
  stopping: 'The server is stopping. Try again in a moment.',
  unavailable: 'The database cannot be reached at the moment. Try again shortly.',
  'internal-error': 'Something went wrong on the server. The request id helps to find it in the log.',

  // Fields of a request
  'field-required': 'This is missing.',
  'field-unknown': 'There is no such field.',
  'field-type': 'This must be of type {type}.',
  'field-format': 'This is not a valid {format}.',
  'field-pattern': 'This does not have the right form.',
  'field-too-short': 'This is too short: at least {limit}.',
  'field-too-long': 'This is too long: at most {limit}.',
  'field-out-of-range': 'This must be {comparison} {limit}.',
  'field-not-one-of': 'This must be one of: {allowed}.',
  'field-invalid': 'This is not valid.',
  'field-reference-unknown': 'This does not exist, or you may not see it.',
  'field-time-zone-unknown': '{value} is not a known time zone.',
  'field-not-for-links': 'A rule that links cannot ask for this.',

  // Why an item is as it is
  'private-kept-out': 'It is marked private, and private items stay out of the CRM.',
  'private-kept-out:owner': 'It is marked private, and you keep private items out of the CRM.',
  'private-kept-out:administrator':
    'It is marked private, and your administrator keeps private items out of the CRM.',
  'private-kept-out:rule': 'Your administrator’s rule “{rule}” keeps it out of the CRM.',
  'private-busy-only': 'It is marked private: the CRM shows only when it is, not what it is.',
  'private-busy-only:owner':
    'It is marked private, and by your choice the CRM shows only when it is, not what it is.',
  'private-busy-only:administrator':
    'It is marked private, and by your administrator’s choice the CRM shows only when it is, not what it is.',
  'private-busy-only:rule':
    'By your administrator’s rule “{rule}” the CRM shows only when it is, not what it is.',
  'outside-window': 'It lies outside the time frame of this mailbox.',
  'existed-before-start':
    'It was there before the synchronisation began, and you want such items to wait until they are edited.',
  'looks-like-several':
    'It looks like something that is there already, but it cannot be told for certain: it waits, so that nothing is doubled.',
  'adopted-by-likeness':
    'It was on both sides already, at the same time and with the same title; the two are one from now on.',
  'chair-keeps-out': 'Whose meeting it is keeps it out of the CRM; an invitee’s copy does not bring it in.',
  'direction-to-crm-only': 'This mailbox is synchronised to the CRM only.',
  'direction-to-crm-only:rule': 'By your administrator’s rule “{rule}” it goes to the CRM only.',
  'direction-to-mailbox-only': 'The CRM is synchronised to this mailbox only.',
  'direction-to-mailbox-only:rule': 'By your administrator’s rule “{rule}” it goes to the mailbox only.',
  'direction-none': 'Synchronisation of this mailbox is switched off.',
  'direction-none:rule': 'Your administrator’s rule “{rule}” keeps it from being synchronised.',
  unmarked: 'You chose to leave it alone: nothing goes between your calendar and the CRM.',
  'not-marked': 'Only marked meetings of this mailbox are synchronised, and this one is not marked.',
  'not-assigned': 'The meeting is not assigned to this user.',
  'attendee-copy': 'It is the copy of someone who was invited; only their own answer is taken from it.',
  'attendee-copy:published':
    'It is an invitation by someone whose calendar is not synchronised: it goes from the mailbox to the CRM only.',
  'awaiting-organizer': "It waits for the organiser's copy; the others were not told.",
  'not-sent':
    'It is saved in the CRM and not written to the mailbox, because that would mail the participants.',
  'not-sent:written':
    'It is saved, in the mailbox too; the participants were not told, because Liaison mails nobody unasked.',
  'deletion-held': 'Unusually many deletions came at once; this one waits for your decision.',
  'deleted-in-mailbox': 'It was deleted in the mailbox.',
  'part-of-series': 'This date is part of a series now, which is synchronised as a whole.',
  'deleted-in-crm': 'It was deleted in the CRM.',
  'deleted-on-both-sides': 'It was deleted on both sides.',
  'deletion-restored': 'The deletion was rejected; it was brought back.',
  'edit-wins-over-deletion': 'It was deleted on one side and edited on the other; the edit was kept.',
  'copy-of-another-item': 'It is a copy of another item and is synchronised on its own.',
  'another-chance:version': 'Liaison reads or writes better than when it was set aside.',
  'another-chance:settings': 'Settings or rules have changed since it was set aside.',
  'another-chance': 'Something has changed since it was set aside.',
  edited: 'What is new: {fields}.',
  'item-malformed': 'The item cannot be read.',
  'item-rejected': 'The other side refused the item.',
  'item-denied': 'Permission for this item is missing.',
  'item-unsupported': 'The other side cannot hold this item.',
  'collection-read-only': 'The calendar is read-only.',
  'collection-not-synchronized': 'Its calendar is not among those that are synchronised.',
  'hidden-from-view': 'It cannot be seen at the moment; nothing was deleted.',
  'conflict-kept': 'Both sides changed it differently; the value that lost was kept.',
  'first-pairing-difference':
    'Both sides differed when they first met; both values were kept and nothing was written.',
};
