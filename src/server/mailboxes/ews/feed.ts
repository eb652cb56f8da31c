// https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/mailbox-synchronization-and-ews-in-exchange
import { CursorLost } from '../../../sync/errors.ts';
import type { CallContext, Change, Cursor, Page } from '../../../sync/ports.ts';
import { ID_SHAPE } from './item-shape.ts';
import type { EwsCalls, ItemChange } from './wire.ts';

/** Where we are in a folder's feed. `full`: in a listing of everything that is not at its end. */
interface Position {
  readonly state: string;
  readonly full: boolean;
}

/** The next page of a folder's changes: at most 512, one request. Throws CursorLost and Gone. */
export async function readPage(
  ews: EwsCalls,
  collection: string,
  cursor: Cursor | null,
  context: CallContext,
): Promise<Page> {
  const position = cursor === null ? { state: null, full: true } : parsePosition(cursor);
  const page = await ews.syncFolderItems({ id: collection }, position.state, ID_SHAPE, context);
  const next: Position = { state: page.syncState, full: position.full && !page.last };
  return {
    changes: page.changes.flatMap((change) => changeOf(change, collection)),
    listing: position.full ? 'full' : 'delta',
    cursor: JSON.stringify(next),
    more: !page.last,
    complete: position.full && page.last,
  };
}

/** Messages that lie in a calendar are no events; whether something was read says nothing of it. */
function changeOf(change: ItemChange, collection: string): readonly Change[] {
  if (change.type === 'delete') return [{ type: 'removed', ref: { collection, id: change.id } }];
  if (change.type === 'read-flag' || change.item.name !== 'CalendarItem') return [];
  const { id, changeKey } = change.id;
  return [{ type: 'present', ref: { collection, id }, version: changeKey ?? '' }];
}

function parsePosition(cursor: Cursor): Position {
  try {
    const value = JSON.parse(cursor) as Partial<Position> | null;
    if (typeof value?.state === 'string' && value.state !== '')
      return { state: value.state, full: value.full === true };
  } catch {
    throw new CursorLost({ code: 'cursor-unreadable' });
  }
  throw new CursorLost({ code: 'cursor-unreadable' });
}
