import { randomUUID } from 'node:crypto';
import { Unavailable } from '../../../src/sync/errors.ts';
import type { MailboxContent } from '../../../src/sync/ports.ts';
import type { MailClient, OpenMailbox } from './harness.ts';
import { anEvent, aSeries, soon } from './events.ts';

interface Mail {
  readonly messageId: string;
  readonly original: Buffer;
}

/** A mail with bytes that are no text. */
function aMail(text = 'Hello'): Mail {
  const messageId = `<${randomUUID()}@contract.example>`;
  const head = `Message-ID: ${messageId}\r\nFrom: ada@contract.example\r\nSubject: Hello\r\n\r\n`;
  return { messageId, original: Buffer.concat([Buffer.from(head + text), Buffer.from([0xff, 0xfe, 0x80])]) };
}

/** What `content` promises; an adapter without it has no mails to be looked for. */
export function describeContent(open: () => OpenMailbox): void {
  const both = (): { readonly content: MailboxContent; readonly mails: MailClient } | null => {
    const { mailbox, human } = open();
    expect(mailbox.content === undefined).toBe(human.mails === undefined);
    return mailbox.content === undefined || human.mails === undefined
      ? null
      : { content: mailbox.content, mails: human.mails };
  };

  it('hands out a mail byte for byte, by either name or by both', async () => {
    const [world, { messageId, original }] = [both(), aMail()];
    if (world === null) return;
    const before = Date.now();
    const itemId = await world.mails.add(original, 'inbox');
    for (const ref of [
      { itemId, messageId },
      { itemId, messageId: null },
      { itemId: null, messageId },
    ]) {
      const found = await world.content.message(ref, soon());
      expect(found).toMatchObject({ itemId, draft: false, conversationId: expect.any(String) });
      expect(found?.receivedAt).toBeGreaterThanOrEqual(before - 1000);
      expect(Buffer.from(found?.original ?? []).equals(original)).toBe(true);
    }
  });

  it('finds a mail that was moved, however deep', async () => {
    const [world, { messageId, original }] = [both(), aMail()];
    if (world === null) return;
    const itemId = await world.mails.add(original, 'inbox');
    await world.mails.move(itemId);
    const found = await world.content.message({ itemId, messageId }, soon());
    expect(found?.itemId).not.toBe(itemId);
    expect(Buffer.from(found?.original ?? []).equals(original)).toBe(true);
    expect(await world.content.message({ itemId, messageId: null }, soon())).toBeNull();
  });

  it('takes no mail for another one', async () => {
    const [world, first, second] = [both(), aMail('first'), aMail('second')];
    if (world === null) return;
    const itemId = await world.mails.add(first.original, 'inbox');
    expect(await world.content.message({ itemId, messageId: second.messageId }, soon())).toBeNull();
    const other = await world.mails.add(second.original, 'deep');
    const found = await world.content.message({ itemId, messageId: second.messageId }, soon());
    expect(found?.itemId).toBe(other);
  });

  it('says of a draft that it is one, and prefers what was sent', async () => {
    const [world, { messageId, original }] = [both(), aMail()];
    if (world === null) return;
    const draft = await world.mails.add(original, 'drafts');
    expect(await world.content.message({ itemId: null, messageId }, soon())).toMatchObject({
      itemId: draft,
      draft: true,
    });
    const sent = await world.mails.add(original, 'deep');
    expect(await world.content.message({ itemId: null, messageId }, soon())).toMatchObject({
      itemId: sent,
      draft: false,
    });
  });

  it('knows when there is nothing', async () => {
    const world = both();
    if (world === null) return;
    const { messageId, original } = aMail();
    const gone = await world.mails.add(original, 'inbox');
    await world.mails.remove(gone);
    for (const itemId of [gone, 'no-id_of=any server', '', null])
      for (const wanted of [messageId, '<"odd & <i>d>', null])
        expect(await world.content.message({ itemId, messageId: wanted }, soon())).toBeNull();
    expect(await world.content.meeting('no-id', soon())).toBeNull();
    expect(await world.content.meeting(gone, soon())).toBeNull();
  });

  it('tells meetings apart from mails, and names them as their items are named', async () => {
    const [world, { original }] = [both(), aMail()];
    if (world === null) return;
    for (const event of [anEvent(), aSeries()]) {
      const { id } = await open().human.add(event);
      expect(await world.content.meeting(id, soon())).toEqual({ uid: event.uid, recurrenceId: null });
      expect(await world.content.message({ itemId: id, messageId: null }, soon())).toBeNull();
    }
    expect(await world.content.meeting(await world.mails.add(original, 'inbox'), soon())).toBeNull();
  });

  it('begins nothing after the deadline', async () => {
    const world = both();
    if (world === null) return;
    const over = { deadline: Date.now() - 1 };
    const { messageId } = aMail();
    await expect(world.content.message({ itemId: null, messageId }, over)).rejects.toBeInstanceOf(
      Unavailable,
    );
    await expect(world.content.meeting('id', over)).rejects.toBeInstanceOf(Unavailable);
  });
}
