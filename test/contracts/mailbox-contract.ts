import { describeContent } from './mailbox/content.ts';
import { describeFeed } from './mailbox/feed.ts';
import type { MailboxHarness, OpenMailbox } from './mailbox/harness.ts';
import { describeLook } from './mailbox/look.ts';
import { describeChange, describeCreate } from './mailbox/write.ts';

export type { HumanClient, MailClient, MailboxHarness, OpenMailbox } from './mailbox/harness.ts';

/**
 * The suite that every Mailbox adapter passes. What an adapter can't do follows from its traits. Each test gets an
 * account and an empty collection of its own.
 */
export function describeMailbox(harness: MailboxHarness): void {
  describe(`Mailbox contract: ${harness.name}`, () => {
    let current: OpenMailbox | null = null;
    const open = (): OpenMailbox => {
      if (current === null) throw new Error('No mailbox is open');
      return current;
    };

    beforeEach(async () => {
      current = await harness.open();
    });
    afterEach(async () => {
      await current?.close();
      current = null;
    });
    afterAll(async () => {
      await harness.end?.();
    });

    describe('probe, collections, changes', () => {
      describeFeed(open);
    });
    describe('read, find', () => {
      describeLook(open);
    });
    describe('create', () => {
      describeCreate(open);
    });
    describe('update, remove', () => {
      describeChange(open);
    });
    describe('content', () => {
      describeContent(open);
    });
  });
}
