import type { SeedUser } from '../../sandbox/main.ts';
import type { Story } from './types.ts';

/** The story's mailboxes as `startSandbox` takes them: each colleague with a calendar, and one of holidays. */
export function sandboxUsers({ users, meetings }: Story): readonly SeedUser[] {
  const colors: Readonly<Record<string, string>> = { anna: '#0f6cbd', ben: '#107c41', chiara: '#8764b8' };
  return users.map(({ name, displayName, address, password }) => ({
    name,
    displayName,
    address,
    password,
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
