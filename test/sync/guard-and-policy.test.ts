import { holds } from '../../src/sync/guard.ts';
import type { Item } from '../../src/sync/item.ts';
import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import { newLink } from '../../src/sync/observation.ts';
import { WITHHELD, policyFor } from '../../src/sync/policy.ts';
import type { Policy } from '../../src/sync/policy.ts';
import type { Link } from '../../src/sync/ports.ts';
import { DEFAULT_GUARD } from '../../src/sync/settings.ts';
import type { PumpSettings } from '../../src/sync/settings.ts';
import { company, event, meeting } from './support/world.ts';

const anna: PumpSettings = company(['anna']).person('anna').settings;
const SOLE = eventKind.normalise(event('m'));
const OWN = eventKind.normalise(meeting('m', ['anna', 'ben']));
const INVITED = eventKind.normalise(meeting('m', ['ben', 'anna']));

function link(changes: Partial<Link> = {}): Link {
  return {
    ...newLink('b', 'key', 'mailbox-anna', 'Event'),
    itemRef: { collection: 'cal', id: '1' },
    recordRef: { collection: 'appointment', id: '1' },
    ...changes,
  };
}

function copy(id: string, item: Item, changes: Partial<Link> = {}): Link {
  const present = { state: 'present', version: '1', item } as const;
  return link({
    id,
    mailboxId: 'mailbox-other',
    base: { crm: item, mailbox: item },
    observed: { mailbox: present, crm: present },
    ...changes,
  });
}

function ask(item: Item, own: Link, siblings: readonly Link[], settings: Partial<PumpSettings> = {}): Policy {
  const present = { state: 'present', version: '1', item } as const;
  const observed = { ...own, observed: { ...own.observed, mailbox: present } };
  return policyFor({ kind: eventKind, link: observed, items: [item], siblings }, { ...anna, ...settings });
}

describe('the deletion guard', () => {
  it.each([
    // removals of how many: few are never held, a fifth is not yet too much, more than a hundred always are
    [10, 10, false],
    [11, 11, true],
    [11, 55, false],
    [11, 54, true],
    [100, 500, false],
    [101, 100_000, true],
    [100, 499, true],
    [0, 0, false],
  ])('%s of %s: held %s', (pending, alive, held) => {
    expect(holds({ pending, done: 0, alive }, DEFAULT_GUARD)).toBe(held);
    // What was removed today counts in the same way, and has left those that are alive.
    const done = Math.floor(pending / 2);
    expect(holds({ pending: pending - done, done, alive: alive - done }, DEFAULT_GUARD)).toBe(held);
  });
});

describe('which way an item may travel', () => {
  it.each([
    ['both', SOLE, ['crm', 'mailbox'], null],
    ['both', OWN, ['crm', 'mailbox'], null],
    ['both', INVITED, ['crm'], 'attendee-copy'],
    ['to-crm', SOLE, ['crm'], 'direction-to-crm-only'],
    ['to-crm', INVITED, ['crm'], 'attendee-copy'],
    ['to-mailbox', SOLE, ['mailbox'], 'direction-to-mailbox-only'],
    ['to-mailbox', INVITED, [], 'attendee-copy'],
    ['none', SOLE, [], 'direction-none'],
  ] as const)('direction %s, %#', (direction, item, writable, why) => {
    const policy = ask(item, link(), [], { direction });
    expect(policy.writable).toEqual(writable);
    expect(policy.reason?.code ?? null).toBe(why);
    expect(policy.dormant?.code ?? null).toBe(direction === 'none' ? 'direction-none' : null);
  });

  it('sleeps outside of the window, with both forms outside', () => {
    const later = { window: { from: Date.UTC(2027, 0), to: null } };
    expect(ask(SOLE, link(), [], later).dormant?.code).toBe('outside-window');
    const moved = eventKind.normalise(event('m', { start: '2027-02-01T10:00:00' }));
    const question = { kind: eventKind, link: link(), items: [SOLE, moved], siblings: [] };
    expect(policyFor(question, { ...anna, ...later }).dormant).toBeNull();
  });

  it('writes nothing into a collection that is read-only', () => {
    const policy = ask(SOLE, link(), [], { readOnly: ['cal'] });
    expect([policy.writable, policy.reason?.code]).toEqual([['crm'], 'collection-read-only']);
  });

  it.each([
    ['sole', 'busy', true, ['crm'], null],
    ['organizer', 'busy', true, ['crm'], null],
    ['sole', 'out', true, ['crm'], null],
    ['sole', 'out', false, ['crm'], 'private-kept-out'],
  ] as const)('private, %s, %s, with a record: %s', (role, privacy, recorded, writable, dormant) => {
    const own = link({ personal: { [WITHHELD]: role }, ...(recorded ? {} : { recordRef: null }) });
    const policy = ask(SOLE, own, [], { privacy });
    expect(policy.dormant?.code ?? null).toBe(dormant);
    if (dormant === null) expect(policy.writable).toEqual(writable);
  });

  const attendee = { reason: { code: 'attendee-copy', parameters: {} } } as const;
  const newer = eventKind.normalise(meeting('m', ['boss', 'carla'], { sequence: 2 }));
  it.each<[string, readonly Link[], boolean]>([
    ['alone', [], false],
    ['beside the organiser', [copy('c', OWN)], true],
    ['beside a sleeping organiser', [copy('c', OWN, { state: 'dormant' })], false],
    ['beside a later copy', [copy('c', INVITED, attendee)], false],
    ['beside an earlier copy', [copy('a', INVITED, attendee)], true],
    ['beside a newer copy', [copy('c', newer, attendee)], true],
    [
      'beside a copy that was never agreed on',
      [copy('a', INVITED, { base: { crm: null, mailbox: null } })],
      false,
    ],
    ['beside a private invitation', [copy('c', INVITED, { personal: { [WITHHELD]: 'attendee' } })], false],
    [
      'beside an organiser who is set aside',
      [copy('c', OWN, { state: 'quarantined', role: 'organizer' })],
      true,
    ],
    [
      'beside an invitation that is set aside',
      [copy('a', INVITED, { state: 'quarantined', role: 'attendee' })],
      false,
    ],
  ])('an invitation %s', (_name, siblings, onlyOwn) => {
    expect(ask(INVITED, link(), siblings).onlyOwn).toBe(onlyOwn);
    // The same invitation, kept private: silent where another speaks.
    const own = link({ personal: { [WITHHELD]: 'attendee' } });
    expect(ask(SOLE, own, siblings).writable).toEqual(onlyOwn ? [] : ['crm']);
  });
});
