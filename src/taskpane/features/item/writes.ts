import type { ItemLink, ItemView, NotSentDecision, RecordHit, RecordRef } from '../../../contract/index.ts';
import type { Attempt, PaneApi } from '../../api/pane-api.ts';
import { OfficeProblem } from '../../office/port.ts';
import type { OpenItem, Outlook } from '../../office/port.ts';

/** What a write did. */
export interface Outcome {
  /** The item, which may have been saved on the way. */
  readonly open: OpenItem;
  /** How it stands after the write; null: it has to be asked again. */
  readonly view: ItemView | null;
  /** Titles of the records that it linked or unlinked; empty where it is about none. */
  readonly titles: readonly string[];
  /** What takes it back. */
  readonly undo: ItemWrite | null;
}

/** Something that the user does to an item. It is for that item, whatever Outlook shows when it ends. */
export interface ItemWrite {
  readonly kind: 'link' | 'unlink' | 'mark' | 'unmark' | 'send' | 'discard' | 'undo';
  readonly open: OpenItem;
  /** The records that it is about. */
  readonly records: readonly RecordRef[];
  /** Tells writes apart: the same write, repeated, counts once. */
  readonly identity: string;
  /** Rejects with Problem, Unreachable or OfficeProblem. */
  send(attempt: Attempt): Promise<Outcome>;
}

/** Links the item with all of these. A meeting that is still being written is saved first, so that there is an item. */
export function linkWrite(
  { api, outlook }: { readonly api: PaneApi; readonly outlook: Outlook },
  open: OpenItem,
  hits: readonly RecordHit[],
): ItemWrite {
  const records = hits.map(refOf);
  return {
    kind: 'link',
    open,
    records,
    identity: identityOf('link', open, records),
    send: async (attempt) => {
      const ready = await savedItem(outlook, open);
      const save = await api.linkItem(ready.item, records, attempt);
      const undo = save.added.length === 0 ? null : undoWrite(api, ready, save.id);
      return { open: ready, view: save.view, titles: save.added.map(titleOf), undo };
    },
  };
}

/** Takes one link away. */
export function unlinkWrite(api: PaneApi, open: OpenItem, link: ItemLink): ItemWrite {
  const records = [refOf(link)];
  return {
    kind: 'unlink',
    open,
    records,
    identity: identityOf('unlink', open, records),
    send: async (attempt) => {
      const save = await api.unlinkItem(open.item, records, attempt);
      return { open, view: save.view, titles: [link.title], undo: undoWrite(api, open, save.id) };
    },
  };
}

/** Synchronises the item, or leaves it alone from now on. */
export function markWrite(api: PaneApi, open: OpenItem, synchronise: boolean): ItemWrite {
  const kind = synchronise ? 'mark' : 'unmark';
  return {
    kind,
    open,
    records: [],
    identity: identityOf(kind, open, []),
    send: async (attempt) => {
      const save = await api.markItem(open.item, synchronise, attempt);
      return { open, view: save.view, titles: [], undo: undoWrite(api, open, save.id) };
    },
  };
}

/** Tells the participants of a meeting that is not sent, or leaves it as it is. A mail can't be called back: there is no undo. */
export function notSentWrite(api: PaneApi, open: OpenItem, decision: NotSentDecision['decision']): ItemWrite {
  return {
    kind: decision,
    open,
    records: [],
    identity: identityOf(decision, open, []),
    send: async (attempt) => {
      const view = await api.decideNotSent(open.item, decision, attempt);
      return { open, view, titles: [], undo: null };
    },
  };
}

function undoWrite(api: PaneApi, open: OpenItem, saveId: string): ItemWrite {
  return {
    kind: 'undo',
    open,
    records: [],
    identity: `undo ${saveId}`,
    send: async (attempt) => {
      await api.undoSave(saveId, attempt);
      return { open, view: await viewOf(api, open), titles: [], undo: null };
    },
  };
}

/** How the item stands now; null where that cannot be said: what was done is done all the same. */
async function viewOf(api: PaneApi, open: OpenItem): Promise<ItemView | null> {
  try {
    return await api.viewItem(open.item);
  } catch {
    return null;
  }
}

async function savedItem(outlook: Outlook, open: OpenItem): Promise<OpenItem> {
  if (open.item.itemId !== null) return open;
  const saved = await outlook.save();
  if (saved === null || saved.item.itemId === null) throw new OfficeProblem('refused', 'saveAsync');
  // It is still what the pane shows, whatever it is called now.
  return { ...saved, key: open.key };
}

function identityOf(kind: string, open: OpenItem, records: readonly RecordRef[]): string {
  return [kind, open.key, ...records.map(({ id }) => id).sort()].join(' ');
}

const refOf = ({ recordType, id }: RecordRef): RecordRef => ({ recordType, id });
const titleOf = ({ title }: RecordHit) => title;
