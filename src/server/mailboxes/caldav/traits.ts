import type { MailboxTraits } from '../../../sync/ports.ts';
import type { Facts } from './facts.ts';
import { SUPPORTED_PROPERTIES } from './fields/all.ts';

/** What CalDAV can do, with what is known of this server; before it was asked, the careful assumption. */
export function traitsOf(facts: Facts | null): MailboxTraits {
  return {
    revision: 1,
    fields: { Event: SUPPORTED_PROPERTIES },
    recurrence: 'series',
    silentScheduling: facts === null || facts.autoSchedule ? 'no' : 'yes',
    conditionalUpdate: true,
    conditionalDelete: facts?.conditionalDelete ?? true,
    tombstones: facts?.syncCollection ?? true,
    hiddenLooksGone: false,
    push: false,
    batch: { read: 100, write: 50 },
  };
}
