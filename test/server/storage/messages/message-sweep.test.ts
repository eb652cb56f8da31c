import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ParsedMessage } from '../../../../src/server/messages/message.ts';
import { folderBlobs, type BlobStore } from '../../../../src/server/storage/blobs.ts';
import { keepBlob } from '../../../../src/server/storage/messages/kept-blobs.ts';
import { messageSweep } from '../../../../src/server/storage/messages/message-sweep.ts';
import { storeMessage } from '../../../../src/server/storage/messages/store.ts';
import { addWitness, leaveMessage } from '../../../../src/server/storage/messages/witnesses.ts';
import { unitOfWork } from '../../../../src/server/storage/records/writer.ts';
import { newId } from '../../../../src/server/storage/uuid.ts';
import { insertMailbox } from '../../../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { insertTestUser, writerOf } from '../records/people.ts';

const DAY = 86_400_000;
const NOW = new Date('2026-11-21T12:00:00Z');
const later = (days: number) => new Date(NOW.getTime() + days * DAY);

describe('What nothing refers to any more', () => {
  let database: TestDatabase;
  let folder: string;
  let blobs: BlobStore;
  beforeAll(async () => {
    database = await testDatabase();
    folder = mkdtempSync(join(tmpdir(), 'liaison-blobs-'));
    blobs = folderBlobs(folder);
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  const put = (text: string, at = NOW) => keepBlob(database.db, blobs, Buffer.from(text), at);
  const sweep = (at: Date) => messageSweep(database.db, blobs).sweep(at);
  const kept = async (hash: string) => (await blobs.read(hash)) !== null;

  /** A stored mail with one attachment, and its two blobs. */
  async function mail(name: string) {
    const user = await insertTestUser(database.db);
    const mailboxId = await insertMailbox(database.db, user.id);
    const [original, attached] = [await put(`${name} original`), await put(`${name} attached`)];
    const attachment = { name: 'a.txt', mediaType: 'text/plain', size: 1, inline: false, contentId: null };
    const message: Omit<ParsedMessage, 'attachments'> = {
      messageId: `<${name}@example.org>`,
      ...{ inReplyTo: null, references: [], subject: name, sentAt: NOW, text: name, html: '' },
      ...{ from: [], sender: [], to: [], cc: [], bcc: [] },
    };
    const seen = {
      identity: { messageId: message.messageId, digest: name },
      ...{ message, preview: name, receivedAt: NOW },
      attachments: [{ ...attachment, blobHash: attached }],
    };
    const copy = { userId: user.id, mailboxId, itemId: name, conversationId: null, bcc: [] };
    const id = await unitOfWork(database.db, 5000, async (tx) => {
      const { recordId } = await storeMessage(tx, writerOf(user), newId(), seen);
      await addWitness(tx, recordId, { ...copy, originalHash: original }, NOW, 'return');
      return recordId;
    });
    return { id, user, original, attached };
  }

  it('is removed when it was loose for a day, and not while a mail names it', async () => {
    const { original, attached } = await mail('kept');
    const loose = await put('nobody came');
    await sweep(later(0.5));
    expect(await kept(loose)).toBe(true);
    await sweep(later(1.5));
    expect(await Promise.all([loose, original, attached].map(kept))).toEqual([false, true, true]);
    expect(await database.db.selectFrom('loose_blobs').selectAll().execute()).toEqual([]);
  });

  it('is kept when it is put anew in between', async () => {
    const hash = await put('twice');
    await put('twice', later(1));
    await sweep(later(1.5));
    expect(await kept(hash)).toBe(true);
    await sweep(later(2.5));
    expect(await kept(hash)).toBe(false);
  });

  it('goes with a mail whose last witness took it out, when that can no longer be undone', async () => {
    const { id, user, original, attached } = await mail('gone');
    await unitOfWork(database.db, 5000, (tx) => leaveMessage(tx, id, user.id, NOW));
    const rows = async () =>
      (await database.db.selectFrom('records').select('id').where('id', '=', id).execute()).length;
    await sweep(later(1.5));
    expect([await rows(), await kept(original)]).toEqual([1, true]);
    await sweep(later(2.5));
    expect(await rows()).toBe(0);
    await sweep(later(4));
    expect(await Promise.all([original, attached].map(kept))).toEqual([false, false]);
  });
});
