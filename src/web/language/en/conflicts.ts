export const conflicts = {
  title: 'Conflicts',
  text: 'Both sides had a different value. One prevailed, or both were left as they are; the other is kept here until you decide.',
  sides: { crm: 'CRM', mailbox: 'Mailbox' },
  kept: {
    crm: 'The CRM’s value prevailed',
    mailbox: 'The mailbox’s value prevailed',
    both: 'Both kept their own; nothing was written',
  },
  use: {
    crm: 'Use the other value',
    mailbox: 'Use the other value',
    both: 'Use the mailbox’s value',
  },
  dismiss: 'Dismiss',
  done: { 'use-other': 'The other value is used now.', dismiss: 'Dismissed.' },
};
