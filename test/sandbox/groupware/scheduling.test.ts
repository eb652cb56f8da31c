import { settableClock } from '../../../src/sandbox/clock.ts';
import { createGroupware } from '../../../src/sandbox/groupware/groupware.ts';
import type { Groupware } from '../../../src/sandbox/groupware/groupware.ts';
import type { EventCopy } from '../../../src/sandbox/groupware/model.ts';
import { eventText, START, unfolded, USERS, vevent } from '../support.ts';

const UID = 'meeting@test';
const SERIES = ['DTSTART;TZID=Europe/Zurich:20260310T100000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=5'];
const SINGLE = ['DTSTART;TZID=Europe/Zurich:20260310T100000', 'DURATION:PT1H'];
const THIRD = Date.UTC(2026, 2, 24, 9);

function house(): Groupware {
  const groupware = createGroupware(settableClock(START));
  for (const user of USERS) {
    groupware.users.add(user);
    groupware.calendars.add({ owner: user.name, slug: 'work', name: 'Work' });
  }
  return groupware;
}

function meeting(
  lines: readonly string[],
  attendees: readonly string[],
  more: readonly string[] = [],
): string {
  const people = ['ORGANIZER:mailto:alice@example.org', ...attendees.map(attendee)];
  return eventText({ uid: UID, lines: [...lines, 'SUMMARY:Plans', ...people, ...more] });
}

function attendee(name: string): string {
  const [address = '', ...parameters] = name.split(';');
  const full = address.includes('@') ? address : `${address}@example.org`;
  return `ATTENDEE;PARTSTAT=NEEDS-ACTION${parameters.map((one) => `;${one}`).join('')}:mailto:${full}`;
}

function save(groupware: Groupware, text: string, schedule = true): EventCopy {
  return groupware.events.save({ calendarId: 'alice/work', name: 'm.ics', text, schedule });
}

function copy(groupware: Groupware, user: string): string {
  return unfolded(groupware.events.byUid(user, UID)[0]?.object.text ?? '');
}

function mails(groupware: Groupware): readonly string[] {
  return groupware.outbox.mails().map(({ kind, from, to }) => `${kind} ${local(from)} ${local(to)}`);
}

function local(address: string): string {
  return address.replace('@example.org', '');
}

function statusOf(text: string, user: string): readonly string[] {
  return [...text.matchAll(/ATTENDEE[^:\r\n]*PARTSTAT=([A-Z-]+)[^:\r\n]*:mailto:(\w+)@/g)]
    .filter(([, , name]) => name === user)
    .map(([, status]) => status ?? '');
}

describe('scheduling between mailboxes', () => {
  it('is silent when nobody asked for it', () => {
    const groupware = house();
    const text = meeting(SINGLE, ['bob']);
    expect(save(groupware, text, false).object.text).toBe(text);
    groupware.events.remove({ calendarId: 'alice/work', name: 'm.ics', schedule: false });
    expect(mails(groupware)).toEqual([]);
    expect(copy(groupware, 'bob')).toBe('');
  });

  it('invites colleagues into their calendars and mails the world', () => {
    const groupware = house();
    const stored = save(groupware, meeting(SINGLE, ['bob', 'eve@world.test'], alarm('PT5M')));
    expect(groupware.outbox.mails()).toEqual([
      expect.objectContaining({
        kind: 'REQUEST',
        to: 'bob@example.org',
        at: START,
        uid: UID,
        delivered: true,
      }),
      expect.objectContaining({ kind: 'REQUEST', to: 'eve@world.test', subject: 'Plans', delivered: false }),
    ]);
    expect(unfolded(stored.object.text)).toContain('SCHEDULE-STATUS=1.2:mailto:bob@');
    expect(unfolded(stored.object.text)).toContain('SCHEDULE-STATUS=1.1:mailto:eve@');
    expect(copy(groupware, 'bob')).toContain('SUMMARY:Plans');
    expect(copy(groupware, 'bob')).not.toMatch(/VALARM|SCHEDULE-STATUS/);
  });

  it('carries an answer to the organiser without moving the schedule version', () => {
    const groupware = house();
    const before = save(groupware, meeting(SINGLE, ['bob', 'cleo']));
    groupware.outbox.clear();
    groupware.events.respond({ user: 'bob', uid: UID, status: 'ACCEPTED' });
    expect(mails(groupware)).toEqual(['REPLY bob alice']);
    expect(statusOf(copy(groupware, 'alice'), 'bob')).toEqual(['ACCEPTED']);
    expect(statusOf(copy(groupware, 'alice'), 'cleo')).toEqual(['NEEDS-ACTION']);
    const after = groupware.events.find('alice/work', 'm.ics');
    expect(after?.scheduleVersion).toBe(before.scheduleVersion);
    expect(after?.version).not.toBe(before.version);
    groupware.events.respond({ user: 'bob', uid: UID, status: 'ACCEPTED' });
    expect(mails(groupware)).toHaveLength(1);
  });

  it('carries an answer for one occurrence as an exception of the series', () => {
    const groupware = house();
    save(groupware, meeting(SERIES, ['bob']));
    groupware.events.respond({ user: 'bob', uid: UID, status: 'ACCEPTED' });
    groupware.events.respond({ user: 'bob', uid: UID, status: 'DECLINED', recurrenceId: THIRD });
    for (const user of ['alice', 'bob']) {
      expect(statusOf(copy(groupware, user), 'bob')).toEqual(['ACCEPTED', 'DECLINED']);
      expect(copy(groupware, user)).toContain('RECURRENCE-ID;TZID=Europe/Zurich:20260324T100000');
      expect(copy(groupware, user)).toContain('DTSTART;TZID=Europe/Zurich:20260324T100000');
    }
  });

  it('asks again when the time moved, and keeps what is the attendee’s own', () => {
    const groupware = house();
    save(groupware, meeting(SINGLE, ['bob']));
    groupware.events.respond({ user: 'bob', uid: UID, status: 'ACCEPTED' });
    const mine = groupware.events.byUid('bob', UID)[0];
    const withAlarm = (mine?.object.text ?? '').replace(
      'END:VEVENT',
      [...alarm('PT30M'), 'CATEGORIES:Blue', 'END:VEVENT'].join('\r\n'),
    );
    groupware.events.save({
      calendarId: 'bob/work',
      name: mine?.name ?? '',
      text: withAlarm,
      schedule: true,
    });
    groupware.outbox.clear();
    const moved = copy(groupware, 'alice').replace('20260310T100000', '20260310T140000');
    save(groupware, moved);
    expect(mails(groupware)).toEqual(['REQUEST alice bob']);
    expect(statusOf(copy(groupware, 'alice'), 'bob')).toEqual(['NEEDS-ACTION']);
    expect(copy(groupware, 'bob')).toContain('20260310T140000');
    expect(copy(groupware, 'bob')).toContain('TRIGGER:-PT30M');
    expect(copy(groupware, 'bob')).toContain('CATEGORIES:Blue');
  });

  it('tells nobody of what is personal', () => {
    const groupware = house();
    save(groupware, meeting(SINGLE, ['bob']));
    groupware.outbox.clear();
    const personal = copy(groupware, 'alice').replace(
      'END:VEVENT',
      [...alarm('PT9M'), 'TRANSP:TRANSPARENT', 'X-MINE:1', 'END:VEVENT'].join('\r\n'),
    );
    save(groupware, personal);
    expect(mails(groupware)).toEqual([]);
  });

  it('cancels for those who are no longer invited, and for all when it is deleted', () => {
    const groupware = house();
    save(groupware, meeting(SINGLE, ['bob', 'cleo']));
    groupware.outbox.clear();
    save(groupware, meeting(SINGLE, ['cleo']));
    expect(mails(groupware)).toEqual(['CANCEL alice bob', 'REQUEST alice cleo']);
    expect(copy(groupware, 'bob')).toContain('STATUS:CANCELLED');
    groupware.outbox.clear();
    groupware.events.remove({ calendarId: 'alice/work', name: 'm.ics', schedule: true });
    expect(mails(groupware)).toEqual(['CANCEL alice cleo']);
    expect(copy(groupware, 'cleo')).toContain('STATUS:CANCELLED');
  });

  it('shows somebody who is invited to one occurrence that one alone', () => {
    const groupware = house();
    const exception = vevent(UID, [
      'RECURRENCE-ID;TZID=Europe/Zurich:20260324T100000',
      'DTSTART;TZID=Europe/Zurich:20260324T100000',
      'DURATION:PT1H',
      'SUMMARY:Plans with Cleo',
      'ORGANIZER:mailto:alice@example.org',
      attendee('cleo'),
    ]);
    const text = meeting(SERIES, ['bob']).replace(
      'END:VCALENDAR',
      [...exception, 'END:VCALENDAR'].join('\r\n'),
    );
    save(groupware, text);
    expect(copy(groupware, 'cleo')).toContain('SUMMARY:Plans with Cleo');
    expect(copy(groupware, 'cleo')).not.toContain('RRULE');
    expect(copy(groupware, 'bob')).toContain('EXDATE;TZID=Europe/Zurich:20260324T100000');
    expect(copy(groupware, 'bob')).not.toContain('Plans with Cleo');
  });

  it('declines for an attendee who deletes their copy', () => {
    const groupware = house();
    save(groupware, meeting(SINGLE, ['bob']));
    groupware.outbox.clear();
    const mine = groupware.events.byUid('bob', UID)[0];
    groupware.events.remove({ calendarId: 'bob/work', name: mine?.name ?? '', schedule: true });
    expect(mails(groupware)).toEqual(['REPLY bob alice']);
    expect(statusOf(copy(groupware, 'alice'), 'bob')).toEqual(['DECLINED']);
  });

  it.each(['CLIENT', 'NONE'])('leaves attendees with SCHEDULE-AGENT=%s alone', (agent) => {
    const groupware = house();
    const text = meeting(SINGLE, [`bob;SCHEDULE-AGENT=${agent}`]);
    expect(save(groupware, text).object.text).toBe(text);
    expect(mails(groupware)).toEqual([]);
    expect(copy(groupware, 'bob')).toBe('');
  });

  it('refuses an attendee’s change of the time, and leaves everything as it was', () => {
    const groupware = house();
    save(groupware, meeting(SINGLE, ['bob']));
    const mine = groupware.events.byUid('bob', UID)[0];
    const text = (mine?.object.text ?? '').replace('20260310T100000', '20260310T120000');
    const attempt = (): unknown =>
      groupware.events.save({ calendarId: 'bob/work', name: mine?.name ?? '', text, schedule: true });
    expect(attempt).toThrow(expect.objectContaining({ code: 'attendee-change' }));
    expect(groupware.events.byUid('bob', UID)[0]).toBe(mine);
    expect(mails(groupware)).toEqual(['REQUEST alice bob']);
  });

  it('refuses a meeting that another calendar of the user has', () => {
    const groupware = house();
    save(groupware, meeting(SINGLE, ['bob']));
    groupware.calendars.add({ owner: 'alice', slug: 'other', name: 'Other' });
    const again = {
      calendarId: 'alice/other',
      name: 'm.ics',
      text: meeting(SINGLE, ['bob']),
      schedule: true,
    };
    expect(() => groupware.events.save(again)).toThrow(expect.objectContaining({ code: 'uid-elsewhere' }));
  });
});

function alarm(before: string): readonly string[] {
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:R', `TRIGGER:-${before}`, 'END:VALARM'];
}
