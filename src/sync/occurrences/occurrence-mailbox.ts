import type { Mailbox } from '../ports.ts';
import type { PumpPorts, PumpSettings } from '../settings.ts';
import { changesOf } from './feed.ts';
import { findPresented, readPresented } from './looks.ts';
import { inPatience } from './presenting.ts';
import type { Presenting } from './presenting.ts';
import { rolling, rollingWindow } from './rolling-window.ts';
import { writesOf } from './writes.ts';

/**
 * A mailbox of series as one of single items: each occurrence in the rolling window is an item of its own. What is written
 * of one becomes an exception of its series, and nothing else of the series changes.
 */
export function occurrenceMailbox(presenting: Presenting): Mailbox {
  const { mailbox, kinds } = presenting;
  const fields = Object.entries(mailbox.traits.fields).map(([type, names]): [string, readonly string[]] => {
    const onlySeries = kinds.find((kind) => kind.type === type)?.series?.fields ?? [];
    return [type, names.filter((name) => !onlySeries.includes(name))];
  });
  const writes = writesOf(presenting);
  return {
    ...mailbox,
    traits: { ...mailbox.traits, recurrence: 'occurrences', fields: Object.fromEntries(fields) },
    changes: (collection, cursor, context) =>
      inPatience(presenting, () => changesOf(presenting, collection, cursor, context)),
    read: (refs, context) => inPatience(presenting, () => readPresented(presenting, refs, context)),
    find: (collection, keys, context) =>
      inPatience(presenting, () => findPresented(presenting, collection, keys, context)),
    create: (requests, context) => inPatience(presenting, () => writes.create(requests, context)),
    update: (requests, context) => inPatience(presenting, () => writes.update(requests, context)),
    remove: (requests, context) => inPatience(presenting, () => writes.remove(requests, context)),
  };
}

/**
 * Ports and settings as the engine works with them. Where the CRM knows no series and the mailbox does, the mailbox presents
 * the occurrences of a rolling window, and that is the time frame in which they live; other items keep the owner's.
 */
export function forCrm(
  ports: PumpPorts,
  settings: PumpSettings,
): { readonly ports: PumpPorts; readonly settings: PumpSettings } {
  const { mailbox, crm, kinds, now } = ports;
  if (crm.traits.recurrence !== 'occurrences' || mailbox.traits.recurrence !== 'series')
    return { ports, settings };
  const window = rollingWindow(settings.window, now());
  const waits = settings.existing?.mailbox === 'edited';
  const { callTimeoutMs } = settings;
  const presenting: Presenting = {
    ...{ mailbox, kinds, window, now, callTimeoutMs, waits },
    told: new Map(),
    patience: { asked: null },
  };
  return {
    ports: {
      ...ports,
      mailbox: occurrenceMailbox(presenting),
      kinds: kinds.map((kind) => rolling(kind, settings.window)),
    },
    settings: { ...settings, window },
  };
}
