import { SyncError } from '../../../sync/errors.ts';
import type { CallContext } from '../../../sync/ports.ts';
import { localFromMs } from '../../../sync/kinds/event/local-time.ts';
import { canonicalAddress } from '../../../sync/kinds/event/normalise-participants.ts';
import type { ItemShape } from './fields.ts';
import { fieldUri } from './fields.ts';
import { createHomeZone } from './home-zone.ts';
import { itemIdOf } from './soap/ids.ts';
import { zoneOfSerializable } from './time-zones.ts';
import type { EwsCalls, ResolvedName } from './wire.ts';

/** What was typed to get here, and what Autodiscover added. */
export interface Typed {
  readonly user: string;
  readonly url: string;
  readonly address: string | null;
}

/**
 * The account's own addresses, canonical, the main one first, then its aliases. The directory knows them best; who
 * signs in with their address is known by it. A name that stands for several people stands for none.
 */
export async function ownAddresses(
  ews: EwsCalls,
  typed: Typed,
  context: CallContext,
): Promise<readonly string[]> {
  const said =
    [typed.address, typed.user, typed.url].find((text) => text !== null && isAddress(text)) ?? null;
  const alias = typed.user.replace(/^.*[\\/]/, '').replace(/@.*$/, '');
  const resolved =
    (said === null ? null : only(await ews.resolveNames(said, context), said)) ??
    only(await ews.resolveNames(alias, context), alias);
  const found = [resolved?.address ?? null, said, ...(resolved?.aliases ?? [])];
  return [...new Set(found.flatMap((address) => (address === null ? [] : [canonicalAddress(address)])))];
}

function only(names: readonly ResolvedName[], wanted: string): ResolvedName | null {
  const mailboxes = names.filter(
    ({ mailboxType, address }) => isAddress(address) && (mailboxType === '' || mailboxType === 'Mailbox'),
  );
  const [first, ...others] = mailboxes;
  if (first === undefined || others.length === 0) return first ?? null;
  const plain = wanted.toLowerCase();
  const exact = mailboxes.filter(({ address }) => {
    const lower = address.toLowerCase();
    return lower === plain || lower.startsWith(`${plain}@`);
  });
  return exact.length === 1 ? (exact[0] ?? null) : null;
}

function isAddress(text: string): boolean {
  return /^[^@\s:/\\]+@[^@\s/\\]+$/.test(text.trim());
}

const RECENT_MS = 60 * 86_400_000;

/** Enough to know where somebody lives. */
const MOST_ITEMS = 100;
const ZONE_SHAPE: ItemShape = {
  base: 'IdOnly',
  additional: ['calendar:Start', 'calendar:StartTimeZone'].map(fieldUri),
};

/** The zone of what changed lately in the main calendar; null when nothing there tells. */
export async function recentZone(ews: EwsCalls, now: number, context: CallContext): Promise<string | null> {
  const since = `${localFromMs(now - RECENT_MS)}Z`;
  const page = await ews.findItem(
    {
      folder: { distinguished: 'calendar' },
      shape: { base: 'IdOnly' },
      restriction: { type: 'at-least', field: fieldUri('item:LastModifiedTime'), value: since },
    },
    context,
  );
  const ids = page.elements.map((item) => itemIdOf(item)).filter((id) => id !== null);
  // Searches don't tell the zone.
  const items = await ews.getItem(ids.slice(0, MOST_ITEMS), ZONE_SHAPE, context);
  const zone = createHomeZone('');
  for (const outcome of items) if (outcome.ok) zone.see(outcome.item);
  const found = zone.current();
  return found === '' ? null : found;
}

const DAY_MS = 86_400_000;

/**
 * The zone of somebody's working hours, as they set it in Outlook; null when the server doesn't tell: the availability
 * service is one of its own, and may be out of order where everything else works.
 */
export async function workingZone(
  ews: EwsCalls,
  address: string,
  now: number,
  context: CallContext,
): Promise<string | null> {
  const start = Math.floor(now / DAY_MS) * DAY_MS;
  const question = { addresses: [address.replace(/^mailto:/, '')], start, end: start + DAY_MS };
  try {
    const [answer] = await ews.getUserAvailability(question, context);
    if (answer?.ok !== true || answer.timeZone === null) return null;
    return zoneOfSerializable(answer.timeZone, localFromMs(now));
  } catch (error) {
    if (error instanceof SyncError) return null;
    throw error;
  }
}
