import { plural } from '../plural.ts';

export const common = {
  product: 'Liaison',
  loading: 'Loading',
  tryAgain: 'Try again',
  undo: 'Undo',
  close: 'Close this message',
  openInCrm: 'Open in CRM',
  openNamed: (title: string) => `Open in CRM: ${title}`,
  more: (count: number) => `and ${count} more`,
  fewer: 'Show fewer',
  untitled: '(no title)',
  requestId: (id: string) => `Reference: ${id}`,
  signedInAs: (name: string) => `Signed in as ${name}`,
  signOut: 'Sign out',
  types: {
    company: 'Company',
    person: 'Person',
    opportunity: 'Opportunity',
    matter: 'Matter',
    appointment: 'Meeting',
  },
  records: (count: number) => `${count} ${plural(count, 'record', 'records')}`,
};

/** What happened after somebody did something; `subject` goes before it when another item is open by then. */
export const notices = {
  ofItem: (subject: string, text: string) => `“${subject}”: ${text}`,
  linked: (titles: string) => `Linked with ${titles}.`,
  alreadyLinked: 'It was linked already.',
  unlinked: (titles: string) => `No longer linked with ${titles}.`,
  marked: 'It is being synchronised.',
  unmarked: 'It is no longer synchronised. Nothing was removed.',
  told: 'The participants are being told.',
  left: 'It stays as it is; nobody is told.',
  undone: 'Undone.',
  dismissed: (title: string) => `${title} will not be suggested to you again.`,
  suggestedAgain: (title: string) => `${title} may be suggested again.`,
  failed: (what: string) => `That did not work. ${what}`,
  itemShown: (subject: string) => `Now showing: ${subject}`,
};

/** What went wrong, where the contract has no sentence of its own for people. */
export const problems = {
  unreachable: 'The CRM’s server does not answer.',
  unreachableOffline: 'You are offline.',
  unknown: 'Something went wrong.',
  invalid: 'The server could not make sense of this item.',
  'idempotency-key-running': 'It is still being saved. Please wait a moment.',
};
