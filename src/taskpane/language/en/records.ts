import { plural } from '../plural.ts';

export const links = {
  title: 'Linked with',
  linkedBy: (name: string, when: string) => `Linked by ${name}, ${when}`,
  linkedByYou: (when: string) => `Linked by you, ${when}`,
  linkedByRule: (when: string) => `Linked by a rule, ${when}`,
  linkedWhen: (when: string) => `Linked ${when}`,
  pending: 'As soon as it is in the CRM',
  unlink: (title: string) => `Remove the link with ${title}`,
};

export const suggestions = {
  title: 'Link with',
  group: 'Suggested records',
  none: 'Nothing comes to mind here. Search finds every record.',
  noneLeft: 'Everything suggested is linked.',
  never: (title: string) => `Never suggest ${title} to me again`,
  found: 'Found by search',
  draft: 'This mail can be linked once it is sent.',
};

export const search = {
  label: 'Search the CRM',
  hint: 'Search, or press /',
  hits: 'Hits',
  nothing: (text: string) => `Nothing found for “${text}”.`,
  searching: 'Searching…',
  results: (count: number) => `${count} ${plural(count, 'hit', 'hits')}`,
  linked: 'linked',
  clear: 'Clear the search',
};

export const save = {
  region: 'Chosen records',
  button: (count: number) => `Link ${count} ${plural(count, 'record', 'records')}`,
  withMeeting: (count: number) => `Save meeting and link ${count} ${plural(count, 'record', 'records')}`,
  saving: 'Saving…',
  clear: 'Clear',
  chosen: (count: number) => `${count} ${plural(count, 'record', 'records')} chosen`,
  meetingFirst: 'Your meeting is saved in Outlook first. Nobody is invited by that.',
};
