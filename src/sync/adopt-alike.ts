import type { ItemKind } from './item.ts';
import { givingWay, observe } from './observation.ts';
import { isLone, pairAlike, shownOf } from './pair-alike.ts';
import type { Pairing } from './pair-alike.ts';
import type { LedgerTransaction, Link } from './ports.ts';
import { reason } from './reasons.ts';
import type { Session } from './session.ts';

/** Not a collection's id. Its cursor is set once a mailbox's first look at everything is behind it. */
const FIRST_LOOK = ' first look';
/** How many links are read, or settled, at once. */
const BATCH = 500;

/**
 * Finds earlier copies: what both sides hold under different identities, because another program wrote it, becomes one
 * link (pair-alike.ts). At a mailbox's first look at everything, once both sides were listed and before anything is
 * created; later only for what waits because it looks like several, when something of it has changed. Asks no provider.
 */
export async function adoptAlike(session: Session, tx: LedgerTransaction): Promise<void> {
  const state = await tx.feed(FIRST_LOOK);
  if (state.cursor !== null) {
    const waiting = await tx.lookalikes();
    if (waiting.length > 0) await settleAll(session, tx, waiting);
    return;
  }
  for (const ids of await fellows(session, tx)) await settleAll(session, tx, await tx.linksById(ids));
  await tx.saveFeed(FIRST_LOOK, { ...state, cursor: 'done' });
}

/**
 * The ids of links that take place at the same time, items and lone records among them, in batches that keep those of one
 * time together. Of all others no more than their id and time is held at once.
 */
async function fellows(session: Session, tx: LedgerTransaction): Promise<readonly (readonly string[])[]> {
  const byTime = new Map<string, Fellows>();
  let page = await tx.dirtyLinks(null, BATCH);
  while (page.length > 0) {
    for (const link of page) {
      const when = whenOf(session, link);
      if (when === null) continue;
      const group = byTime.get(when) ?? { ids: [], items: false, records: false };
      group.ids.push(link.id);
      group.items ||= link.itemRef !== null;
      group.records ||= isLone(link, 'crm');
      byTime.set(when, group);
    }
    page = await tx.dirtyLinks(page.at(-1)?.id ?? null, BATCH);
  }
  return batches([...byTime.values()].filter(({ items, records }) => items && records));
}

/** What takes place at one time. */
interface Fellows {
  readonly ids: string[];
  items: boolean;
  records: boolean;
}

function batches(groups: readonly Fellows[]): readonly (readonly string[])[] {
  const found: string[][] = [];
  for (const { ids } of groups) {
    const last = found.at(-1);
    if (last === undefined || last.length + ids.length > BATCH) found.push([...ids]);
    else last.push(...ids);
  }
  return found;
}

async function settleAll(session: Session, tx: LedgerTransaction, links: readonly Link[]): Promise<void> {
  for (const kind of session.ports.kinds) {
    const byTime = new Map<string, Link[]>();
    for (const link of links.filter((candidate) => candidate.kind === kind.type)) {
      const when = link.lookalike ?? whenOf(session, link) ?? '';
      byTime.set(when, [...(byTime.get(when) ?? []), link]);
    }
    for (const [when, group] of byTime) await settle(session, tx, kind, when, group);
  }
}

async function settle(
  session: Session,
  tx: LedgerTransaction,
  kind: ItemKind,
  when: string,
  group: readonly Link[],
): Promise<void> {
  const apart = group.filter(isSetApart);
  const found = pairAlike(
    group.filter((link) => !isSetApart(link)),
    kind,
    session.settings,
  );
  await tx.saveLinks([...apart.map((link) => freed({ ...link, decision: null })), ...after(found, when)]);
  if (found.pairs.length === 0) return;
  const at = session.ports.now();
  const why = reason('adopted-by-likeness');
  await tx.appendHistory(
    found.pairs.map(({ item }) => ({ at, linkId: item.id, event: 'adopted', reason: why })),
  );
}

/** The links of a group as they are from now on; those that nothing has happened to are not among them. */
function after({ pairs, waiting, lookedLike, free }: Pairing, when: string): readonly Link[] {
  return [
    ...pairs.map(({ record }) => observe(givingWay(unmarked(record)), 'crm', { state: 'unknown' })),
    ...pairs.map(({ item, record }) => joined(item, record)),
    ...waiting.flatMap((link) =>
      link.lookalike === when ? [] : [{ ...link, lookalike: when, dirty: true }],
    ),
    ...lookedLike.flatMap((link) => (link.lookalike === when ? [] : [{ ...link, lookalike: when }])),
    ...free.flatMap((link) => (link.lookalike === undefined ? [] : [freed(link)])),
  ];
}

/** The item and the record as one link, without bases: nothing of either is overwritten (as at any first meeting). */
function joined(item: Link, record: Link): Link {
  const { untouched: _untouched, ...link } = unmarked(item);
  return {
    ...observe(link, 'crm', record.observed.crm),
    recordRef: record.recordRef,
    identity: item.identity ?? record.identity,
    mark: item.mark ?? record.mark,
    assigned: record.assigned,
    seenIn: { ...item.seenIn, crm: record.seenIn.crm },
    state: 'active',
    reason: null,
    dirty: true,
  };
}

/** Whether a person said of something that waits that it is a thing of its own. */
function isSetApart({ lookalike, decision }: Link): boolean {
  return lookalike !== undefined && decision === 'approve';
}

function freed(link: Link): Link {
  return { ...unmarked(link), dirty: true };
}

function unmarked({ lookalike: _lookalike, ...link }: Link): Link {
  return link;
}

/** When something takes place of which nothing was agreed on yet; null: nothing is to be told. */
function whenOf({ ports }: Session, link: Link): string | null {
  const kind = ports.kinds.find((candidate) => candidate.type === link.kind);
  const item = shownOf(link);
  if (kind === undefined || item === null || link.base.crm !== null || link.base.mailbox !== null)
    return null;
  return `${kind.type} ${kind.likeness(item).when}`;
}
