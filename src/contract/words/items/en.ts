import type { Words } from '../sentence.ts';

/** English: items in view, what they may be linked with, stored mails. */
export const enItems: Words = {
  // Problems
  'item-unsaved': 'It is not in the mailbox yet. Send or save it first.',
  'item-is-draft': 'It is a draft. It can be linked once it is sent.',
  'item-not-found': 'It is not in any mailbox that is connected for you, or not there any more.',
  'no-mailbox-for-mails':
    'No account that mails can be read from is connected for you. Connect your Exchange account under My mailboxes.',
  'mailbox-unavailable': 'Your mailbox cannot be asked at the moment. Try again shortly.',
  'mail-unreadable': 'The mail cannot be read: its mailbox returned something that is no mail.',
  'mail-too-large': 'The mail is too large to be kept in the CRM: at most {megabytes} MB.',
  'save-not-undoable': 'This can no longer be undone.',
  'nothing-linked-before': 'Nothing of this conversation or from this sender was linked by you before.',
  'meeting-not-in-crm': 'The meeting is not in the CRM yet, so it cannot be linked.',

  // Why an item in view is as it is
  'mail-not-linked': 'It comes into the CRM when it is linked.',
  'mail-taken-out': 'You took it out of the CRM.',
  'mailbox-silent': 'Whether it is in the CRM cannot be said now: your mailbox does not answer.',
  'meeting-not-seen': 'It has not been synchronised yet.',
  'meeting-mailbox-missing':
    'No account with your calendar is connected. Connect your Exchange account under My mailboxes.',

  // What linked it
  'linked-by-rule': 'Rule “{rule}”: its text names the number.',

  // Why a record is suggested
  'suggested-thread': 'Another mail of this conversation is linked with it.',
  'suggested-series': 'Another meeting of this name with the same people is linked with it.',
  'suggested-participant': 'Takes part.',
  'suggested-address': '{address} is its address.',
  'suggested-company-of': 'Company of {name}.',
  'suggested-open-opportunity': 'Open opportunity of {name}.',
  'suggested-open-matter': 'Open matter of {name}.',
  'suggested-domain': 'Its people write from {domain}.',
  'suggested-recent': 'You linked something with it in the last days.',
};
