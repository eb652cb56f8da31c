import { plural } from '../plural.ts';

export const item = {
  noSubject: '(no subject)',
  kinds: { message: 'Mail', appointment: 'Meeting' },
  writing: { message: 'Mail being written', appointment: 'Meeting being written' },
  states: {
    synchronised: 'Synchronised',
    queued: 'Waiting its turn',
    attention: 'Needs attention',
    'not-synchronised': 'Not synchronised',
  },
  stateLabel: 'State',
  synchronise: 'Synchronise',
  seeInCrm: 'See it in the CRM',
  connect: 'Connect your mailbox',
  notTold: { send: 'Send to the participants', discard: 'Leave it' },
  notWritten: { send: 'Write and let the server mail', discard: 'Leave the mailbox as it is' },
};

export const people = {
  title: 'People',
  roles: {
    from: 'From',
    to: 'To',
    cc: 'Cc',
    bcc: 'Bcc',
    organizer: 'Organiser',
    required: 'Required',
    optional: 'Optional',
  },
  unknown: 'Not in the CRM yet',
  colleague: 'Colleague',
  you: 'You',
  noAddress: 'No address known',
  none: 'Nobody is named here yet.',
  noneWriting: 'Add recipients, and you see here who they are.',
};

export const preview = {
  title: 'What will be stored',
  message: 'The mail as it is, with its original',
  appointment: 'The meeting, kept in step with your calendar',
  sender: 'Sender',
  recipients: 'Recipients',
  people: 'Participants',
  subject: 'Subject',
  time: 'Time',
  text: 'Text',
  wholeText: 'The whole text, as HTML and plain',
  description: 'Place and description, and changes to them',
  attachments: 'Attachments',
  allAttachments: 'All of them',
  attachmentCount: (count: number) => (count === 0 ? 'None' : `${count} ${plural(count, 'file', 'files')}`),
  original: 'Original',
  asReceived: 'The mail as your server has it, to download',
  visibleTo: 'Visible to',
  colleaguesWhoReceived: 'You, and colleagues who received it',
  colleaguesInvited: 'You, and colleagues who are invited',
  bccNote: 'Only whoever sent it, or received it as Bcc, sees a Bcc recipient.',
};
