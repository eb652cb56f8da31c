import fc from 'fast-check';
import { settableClock } from '../../../src/sandbox/clock.ts';
import { createGroupware } from '../../../src/sandbox/groupware/groupware.ts';
import type { Groupware } from '../../../src/sandbox/groupware/groupware.ts';
import { composeMail } from '../../../src/sandbox/groupware/mail/compose.ts';
import { parsedMail } from '../../../src/sandbox/groupware/mail/parsed-mail.ts';
import type { ParsedMail } from '../../../src/sandbox/groupware/mail/parsed-mail.ts';
import { Refused } from '../../../src/sandbox/groupware/model.ts';
import { eventText, START, USERS } from '../support.ts';

function groupware(): Groupware {
  const house = createGroupware(settableClock(START));
  for (const user of USERS) house.users.add(user);
  return house;
}

function read(text: string): Promise<ParsedMail> {
  return parsedMail(groupware().messages.add({ folderId: 'alice/inbox', text }));
}

const ALICE = { name: 'Alice', address: 'alice@example.org' };
const words = fc.array(fc.constantFrom('a', 'Größe', '日本', '=?', '"', ',', 'x'.repeat(80), '🎈'), {
  minLength: 1,
  maxLength: 8,
});

describe('a mail that is written', () => {
  it('reads as it was meant, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(words, words, async (subject, body) => {
        const title = subject.join(' ');
        const plain = body.join('\n');
        const text = composeMail({
          from: ALICE,
          to: [{ name: title, address: 'b@x' }],
          subject: title,
          at: START,
          messageId: 'm@x',
          plain,
        });
        expect(text).toMatch(/^[\x20-\x7e\r\n]*$/);
        const mail = await read(text);
        expect([mail.subject, mail.to, mail.text?.trim(), mail.sentAt, mail.messageId]).toEqual([
          title,
          [{ name: title, address: 'b@x' }],
          plain.trim(),
          START,
          '<m@x>',
        ]);
      }),
    );
  });

  it('carries text, HTML and a meeting side by side', async () => {
    const calendar = eventText({ uid: 'a@test' }).replace('PRODID', 'METHOD:REQUEST\r\nPRODID');
    const mail = await read(
      composeMail({
        from: ALICE,
        to: [],
        subject: 'A',
        at: START,
        messageId: 'm@x',
        plain: 'Text',
        html: '<b>HTML</b>',
        calendar: { method: 'REQUEST', text: calendar },
      }),
    );
    expect([mail.text?.trim(), mail.html?.trim(), mail.meeting?.method, mail.meeting?.object.uid]).toEqual([
      'Text',
      '<b>HTML</b>',
      'REQUEST',
      'a@test',
    ]);
    expect(mail.attachments).toEqual([]);
  });

  it('keeps a calendar that nobody can read as a file', async () => {
    const mail = await read(
      composeMail({
        from: ALICE,
        to: [],
        subject: 'A',
        at: START,
        messageId: 'm@x',
        calendar: { method: 'REQUEST', text: 'nonsense' },
      }),
    );
    expect([mail.meeting, mail.attachments.map(({ type }) => type)]).toEqual([null, ['text/calendar']]);
  });
});

describe('folders', () => {
  it('are there for everybody, and others can be made', () => {
    const { folders } = groupware();
    expect(folders.of('bob').map(({ role }) => role)).toContain('inbox');
    const made = folders.add({ owner: 'bob', name: 'Projects', parent: null, folderClass: 'IPF.Note' });
    expect(folders.find(made.id)).toEqual(made);
    expect(folders.change(made.id, { name: 'Old' }).name).toBe('Old');
    folders.remove(made.id);
    expect(folders.find(made.id)).toBeUndefined();
  });

  it('refuse what cannot be', () => {
    const { folders } = groupware();
    const wanted = { owner: 'bob', name: 'Projects', parent: null, folderClass: 'IPF.Note' };
    folders.add(wanted);
    for (const wrong of [
      () => folders.add(wanted),
      () => folders.remove('bob/inbox'),
      () => folders.remove('nothing'),
    ]) {
      expect(wrong).toThrow(Refused);
    }
  });
});

describe('a message', () => {
  it('is another one after a move, and its history says so', () => {
    const { messages } = groupware();
    const first = messages.add({ folderId: 'alice/inbox', text: 'Subject: A\r\n\r\n' });
    const before = messages.feed('alice/inbox').cursorAt(messages.feed('alice/inbox').end());
    const moved = messages.move(first.id, 'alice/deleteditems');
    expect([moved.id === first.id, moved.serial > first.serial, moved.text]).toEqual([
      false,
      true,
      first.text,
    ]);
    expect(messages.find(first.id)).toBeUndefined();
    expect(messages.feed('alice/inbox').since(before).news).toMatchObject([
      { kind: 'removed', id: first.id, movedTo: moved.id },
    ]);
  });

  it('is changed under its version only, and being read is no change of content', () => {
    const { messages } = groupware();
    const first = messages.add({ folderId: 'alice/inbox', text: 'Subject: A\r\n\r\n' });
    const read = messages.change(first.id, { read: true }, first.version);
    expect([read.read, read.contentVersion, read.version > first.version]).toEqual([
      true,
      first.contentVersion,
      true,
    ]);
    expect(() => messages.change(first.id, { categories: ['Red'] }, first.version)).toThrow(
      /not what was expected/,
    );
    expect(messages.change(first.id, { categories: ['Red'] }).contentVersion).toBeGreaterThan(read.version);
  });
});

describe('a meeting', () => {
  it('goes by mail to those who have a mailbox here, with what the sender writes', async () => {
    const house = groupware();
    for (const owner of ['alice', 'bob']) house.calendars.add({ owner, slug: 'work', name: 'Work' });
    const lines = [
      'DTSTART:20260310T090000Z',
      'SUMMARY:Review',
      'ORGANIZER:mailto:alice@example.org',
      'ATTENDEE:mailto:bob@example.org',
      'ATTENDEE:mailto:out@example.com',
    ];
    const letter = { note: { text: 'Please come', html: false }, keepCopy: true };
    house.events.save({
      calendarId: 'alice/work',
      name: 'a.ics',
      text: eventText({ uid: 'a@test', lines }),
      schedule: true,
      letter,
    });
    const [invitation] = house.messages.in('bob/inbox');
    if (invitation === undefined) throw new Error('No invitation');
    const mail = await parsedMail(invitation);
    expect([mail.subject, mail.text?.trim(), mail.meeting?.method, mail.from?.address]).toEqual([
      'Review',
      'Please come',
      'REQUEST',
      'alice@example.org',
    ]);
    const kept = house.messages.in('alice/sentitems').map((message) => parsedMail(message));
    expect((await Promise.all(kept)).map(({ to }) => to.map(({ address }) => address))).toEqual([
      ['bob@example.org', 'out@example.com'],
    ]);
    house.events.respond({ user: 'bob', uid: 'a@test', status: 'DECLINED' });
    const [reply] = house.messages.in('alice/inbox');
    if (reply === undefined) throw new Error('No reply');
    const answer = (await parsedMail(reply)).meeting?.object.master;
    expect(answer?.attendees.map(({ address, status }) => [address, status])).toEqual([
      ['bob@example.org', 'DECLINED'],
    ]);
  });

  it('that is silent goes nowhere', () => {
    const house = groupware();
    for (const owner of ['alice', 'bob']) house.calendars.add({ owner, slug: 'work', name: 'Work' });
    const lines = [
      'DTSTART:20260310T090000Z',
      'ORGANIZER:mailto:alice@example.org',
      'ATTENDEE:mailto:bob@example.org',
    ];
    house.events.save({
      calendarId: 'alice/work',
      name: 'a.ics',
      text: eventText({ lines }),
      schedule: false,
    });
    expect([house.messages.in('bob/inbox'), house.outbox.mails()]).toEqual([[], []]);
  });
});
