import { describeDirectory } from './crm/directory.ts';
import { describeCrmFeed } from './crm/feed.ts';
import type { CrmHarness, OpenCrm } from './crm/harness.ts';
import { describeCrmLook } from './crm/look.ts';
import { describeCrmChange, describeCrmCreate } from './crm/write.ts';

export type { CrmHarness, CrmPeople, CrmUser, OpenCrm } from './crm/harness.ts';

/**
 * The suite that every Crm adapter passes. What an adapter can't do follows from its traits. Each test gets a CRM of
 * its own without appointments, with two users.
 */
export function describeCrm(harness: CrmHarness): void {
  describe(`Crm contract: ${harness.name}`, () => {
    let current: OpenCrm | null = null;
    const open = (): OpenCrm => {
      if (current === null) throw new Error('No CRM is open');
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

    describe('changes', () => {
      describeCrmFeed(open);
    });
    describe('read, find', () => {
      describeCrmLook(open);
    });
    describe('create', () => {
      describeCrmCreate(open);
    });
    describe('update, markDeleted', () => {
      describeCrmChange(open);
    });
    describe('search, resolve, urlOf, link', () => {
      describeDirectory(open);
    });
  });
}
