import type { SeedUser } from '../../sandbox/main.ts';
import type { StoryMail } from './mails/story-mails.ts';
import type { Story } from './types.ts';

/** The story's mailboxes as `startSandbox` takes them: each colleague with a calendar, one of holidays, and mails. */
export function sandboxUsers(
  { users, meetings }: Story,
  mails: readonly StoryMail[] = [],
): readonly SeedUser[] {
  const colors: Readonly<Record<string, string>> = { anna: '#0f6cbd', ben: '#107c41', chiara: '#8764b8' };
  return users.map(({ name, displayName, address, password }) => ({
    name,
    displayName,
    address,
    password,
    mails: mails
      .flatMap(({ copies }) => copies.filter(({ owner }) => owner === name))
      .sort((one, other) => one.receivedAt - other.receivedAt)
      .map(({ owner: _owner, ...mail }) => mail),
    calendars: [
      {
        slug: 'work',
        name: 'Calendar',
        color: colors[name] ?? '#0f6cbd',
        events: meetings.inMailboxes.flatMap(({ copies }) =>
          copies.filter(({ owner }) => owner === name).map(({ text }) => text),
        ),
      },
      { slug: 'holidays', name: 'Feiertage', color: '#c50f1f', readOnly: true, events: meetings.holidays },
    ],
  }));
}
