import PostalMime from 'postal-mime';
import { COLLEAGUES } from '../../src/demo/story/colleagues.ts';
import { storyMails } from '../../src/demo/story/mails/story-mails.ts';
import type { StoryMail } from '../../src/demo/story/mails/story-mails.ts';
import { STRANGERS } from '../../src/demo/story/mails/strangers.ts';
import { PERSONS } from '../../src/demo/story/persons.ts';
import { sandboxUsers } from '../../src/demo/story/sandbox-users.ts';
import { story } from '../../src/demo/story/story.ts';
import { parsedMail } from '../../src/sandbox/groupware/mail/parsed-mail.ts';
import { startSandbox } from '../../src/sandbox/main.ts';

const TODAY = '2026-11-21';
const DAY = 86_400_000;

describe('the mails of the demo’s story', () => {
  let mails: readonly StoryMail[];
  beforeAll(async () => {
    mails = await storyMails(TODAY);
  });
  const copies = () => mails.flatMap((mail) => mail.copies.map((copy) => ({ mail, copy })));
  const parsed = () =>
    Promise.all(copies().map(async (one) => ({ ...one, read: await PostalMime.parse(one.copy.text) })));

  it('are sixty, each with an id of its own, and lie in somebody’s mailbox', () => {
    expect(mails).toHaveLength(60);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(60);
    for (const { copies: own, plan } of mails) {
      expect({ key: plan.key, owners: own.length > 0 }).toEqual({ key: plan.key, owners: true });
      expect(new Set(own.map(({ owner }) => owner)).size).toBe(own.length);
    }
  });

  it('are between people of the story and strangers who are declared as such', async () => {
    const known = new Set([
      ...COLLEAGUES.map(({ address }) => address),
      ...PERSONS.flatMap(({ addresses }) => addresses),
    ]);
    const strange = new Set(STRANGERS.map(({ address }) => address));
    for (const address of strange) expect(known.has(address)).toBe(false);
    const seen = new Set<string>();
    for (const { read } of await parsed()) {
      const people = [read.from, ...(read.to ?? []), ...(read.cc ?? []), ...(read.bcc ?? [])];
      for (const one of people) {
        const { address = '' } = one ?? {};
        expect({ address, declared: known.has(address) || strange.has(address) }).toEqual({
          address,
          declared: true,
        });
        seen.add(address);
      }
    }
    expect([...strange].filter((address) => !seen.has(address))).toEqual([]);
  });

  it('name the mails before them, which came earlier, and quote their words', async () => {
    const byId = new Map(mails.map((mail) => [mail.messageId, mail]));
    let answers = 0;
    for (const { mail, read } of await parsed()) {
      expect(read.messageId).toBe(mail.messageId);
      if (read.inReplyTo === undefined) continue;
      answers += 1;
      const chain = (read.references ?? '').split(/\s+/);
      expect(chain.at(-1)).toBe(read.inReplyTo);
      for (const id of chain) expect(byId.get(id)?.sentAt).toBeLessThan(mail.sentAt);
      const [sentence = ''] = byId.get(read.inReplyTo)?.plan.text.split('\n') ?? [];
      expect(read.text).toContain(`> ${sentence}`);
    }
    expect(answers).toBeGreaterThan(25);
  });

  it('came within three weeks, none of them from the future', () => {
    const midnight = Date.parse(`${TODAY}T00:00:00Z`);
    for (const { sentAt } of mails) {
      expect(sentAt).toBeLessThan(midnight);
      expect(sentAt).toBeGreaterThan(midnight - 22 * DAY);
    }
  });

  it('are of every kind', async () => {
    const all = await parsed();
    const having = (test: (one: (typeof all)[number]) => boolean): number => all.filter(test).length;
    expect(having(({ read }) => read.html === undefined)).toBeGreaterThan(3);
    expect(having(({ read }) => (read.html ?? '').includes('cid:'))).toBeGreaterThan(10);
    expect(having(({ read }) => (read.bcc ?? []).length > 0)).toBe(1);
    expect(
      having(({ read }) => read.attachments.some((file) => file.filename?.endsWith('.pdf'))),
    ).toBeGreaterThan(5);
    for (const type of ['text/csv', 'text/plain', 'text/calendar', 'image/png'])
      expect(
        having(({ read }) => read.attachments.some(({ mimeType }) => mimeType === type)),
      ).toBeGreaterThan(0);
    expect(having(({ copy }) => !copy.read)).toBeGreaterThan(15);
    expect(having(({ copy }) => copy.draft)).toBe(1);
    for (const folder of ['inbox', 'sentitems', 'drafts', 'deleteditems', 'junkemail'])
      expect(having(({ copy }) => copy.folder === folder)).toBeGreaterThan(0);
    expect(mails.filter(({ copies: own }) => own.length > 1).length).toBeGreaterThan(12);
    expect(mails.filter(({ copies: own }) => own.length > 2).length).toBeGreaterThan(3);
  });

  it('are the same bytes on the same day, and move with the days', async () => {
    expect(await storyMails(TODAY)).toEqual(mails);
    const later = await storyMails('2026-11-30');
    expect(later.map(({ messageId }) => messageId)).toEqual(mails.map(({ messageId }) => messageId));
    expect(later[0]?.sentAt).toBeGreaterThan(mails[0]?.sentAt ?? 0);
  });

  it('fill a sandbox byte for byte, and nobody is mailed', async () => {
    const sandbox = await startSandbox({ users: sandboxUsers(story(TODAY), mails) });
    try {
      const { folders, messages, outbox } = sandbox.groupware;
      const lying = COLLEAGUES.flatMap(({ name }) => folders.of(name).flatMap(({ id }) => messages.in(id)));
      expect(lying.map(({ text }) => Buffer.from(text, 'latin1').toString('utf8')).sort()).toEqual(
        copies()
          .map(({ copy }) => copy.text)
          .sort(),
      );
      const inbox = await Promise.all(messages.in(folders.withRole('anna', 'inbox').id).map(parsedMail));
      expect(inbox.filter(({ meeting }) => meeting?.method === 'REQUEST')).toHaveLength(1);
      expect(outbox.mails()).toEqual([]);
    } finally {
      await sandbox.stop();
    }
  });
});
