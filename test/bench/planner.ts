import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import type { Item } from '../../src/sync/item.ts';
import { planLink } from '../../src/sync/plan.ts';
import type { Link } from '../../src/sync/ports.ts';
import { DEFAULT_GUARD } from '../../src/sync/settings.ts';
import type { PlanContext } from '../../src/sync/step.ts';
import { edited, event, OWNER } from './events.ts';
import type { Row } from './row.ts';

const FIELDS = Object.keys(eventKind.fields);
const COLLECTION = '/calendar/';

/**
 * The planner alone, in this process: of ten links four are new in the mailbox, four agree although something was
 * observed, one was edited in the mailbox and one on both sides.
 */
export function runPlanner(items: number): Row {
  const links = Array.from({ length: items }, (_, index) => link(index));
  const context = planContext();
  for (const one of links.slice(0, 200)) planLink(one, context);
  const began = performance.now();
  let writes = 0;
  for (const one of links) if (planLink(one, context).step !== null) writes += 1;
  const wallMs = performance.now() - began;
  const peakRssMb = (process.resourceUsage().maxRSS * 1024) / 1e6;
  return { name: 'planner', server: 'none', items, wallMs, requests: 0, bytes: 0, writes, peakRssMb };
}

function link(index: number): Link {
  const item = event('planner', index);
  const kind = index % 10;
  const isNew = kind < 4;
  const inMailbox: Item = kind > 7 ? edited(item, 1) : item;
  const inCrm: Item = kind === 9 ? { ...item, priority: 1 } : item;
  return {
    id: `link-${index}`,
    mailboxId: 'mailbox',
    kind: 'Event',
    itemRef: { collection: COLLECTION, id: `${index}.ics` },
    recordRef: isNew ? null : { collection: 'appointment', id: `record-${index}` },
    identity: item.uid,
    role: 'organizer',
    correlationKey: `key-${index}`,
    state: 'active',
    reason: null,
    observed: {
      mailbox: { state: 'present', version: '1', item: inMailbox },
      crm: isNew ? { state: 'unknown' } : { state: 'present', version: '1', item: inCrm },
    },
    base: isNew ? { mailbox: null, crm: null } : { mailbox: item, crm: item },
    agreed: { normaliser: eventKind.normaliserVersion, fields: FIELDS },
    personal: {},
    assigned: true,
    dirty: true,
    seenIn: { mailbox: 1, crm: 1 },
    decision: null,
    mark: null,
  };
}

function planContext(): PlanContext {
  return {
    kind: eventKind,
    settings: {
      mailboxId: 'mailbox',
      userId: 'user',
      addresses: [OWNER],
      collections: [COLLECTION],
      readOnly: [],
      createIn: { Event: COLLECTION },
      direction: 'both',
      privacy: 'busy',
      scope: 'all',
      window: { from: null, to: null },
      mailPolicy: 'none',
      guard: DEFAULT_GUARD,
      callTimeoutMs: 60_000,
    },
    createIn: { mailbox: COLLECTION, crm: 'appointment' },
    fields: { mailbox: FIELDS, crm: FIELDS },
    silentScheduling: 'yes',
    siblings: [],
    witnesses: [],
    guarded: { mailbox: false, crm: false },
    time: { looked: 0, now: 0 },
    freshKey: () => 'fresh',
  };
}
