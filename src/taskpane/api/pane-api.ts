import type {
  ItemInView,
  ItemSave,
  ItemView,
  NotSentDecision,
  RecordHits,
  RecordRef,
  RecordType,
} from '../../contract/index.ts';
import { isSignedOut } from './problems.ts';
import { send } from './send.ts';
import type { Request } from './send.ts';

/** Where calls get their access token from. */
export interface Access {
  /** The token, renewed if it is about to expire. Rejects with Problem 401 when nobody is signed in. */
  token(): Promise<string>;
  /** A token in place of one that the server refused. Rejects with Problem 401 when there is none any more. */
  tokenAfter(refused: string): Promise<string>;
}

/** How a write is repeated safely: the same write gets the same key until its outcome is known. */
export interface Attempt {
  /** 1 to 255 printable characters, such as crypto.randomUUID(). */
  readonly idempotencyKey: string;
  readonly signal?: AbortSignal;
}

/** The pane's calls of the REST API. Each rejects with Problem or Unreachable, or its signal's reason. */
export interface PaneApi {
  /** Everything about an item. */
  viewItem(item: ItemInView, signal?: AbortSignal): Promise<ItemView>;
  /** Links the item with all of the records, or with none. */
  linkItem(item: ItemInView, records: readonly RecordRef[], attempt: Attempt): Promise<ItemSave>;
  /** Takes links away. */
  unlinkItem(item: ItemInView, records: readonly RecordRef[], attempt: Attempt): Promise<ItemSave>;
  /** Links the item with what its thread, else its sender, was linked with last. */
  linkAsLastTime(item: ItemInView, attempt: Attempt): Promise<ItemSave>;
  /** Synchronises the item, or leaves it alone from now on. */
  markItem(item: ItemInView, synchronise: boolean, attempt: Attempt): Promise<ItemSave>;
  /** Tells the participants of a meeting that is not sent, or leaves it as it is; answers how it stands then. */
  decideNotSent(item: ItemInView, decision: NotSentDecision['decision'], attempt: Attempt): Promise<ItemView>;
  /** Takes back exactly what one save did; the item is to be viewed again. */
  undoSave(saveId: string, attempt: Attempt): Promise<void>;
  /** Never suggests the record to this user again, or does again. */
  dismiss(record: RecordRef, dismissed: boolean, signal?: AbortSignal): Promise<void>;
  /** Records by free text, best first; of all types where none is named. */
  searchRecords(text: string, types: readonly RecordType[], signal: AbortSignal): Promise<RecordHits>;
}

/** The REST API with a user's token; after a 401 the token is renewed once and the call repeated. */
export function paneApi(access: Access): PaneApi {
  // The answers are the contract's: the server's tests hold it to that.
  const call = async <T>(request: Request): Promise<T> => (await authorised(access, request)) as T;
  const post = <T>(path: string, body: unknown, attempt: Attempt) =>
    call<T>({ method: 'POST', path, body, ...attempt });
  return {
    viewItem: (item, signal) =>
      call({ method: 'POST', path: '/api/items/view', body: { item }, ...(signal && { signal }) }),
    linkItem: (item, records, attempt) => post('/api/items/links', { item, records }, attempt),
    unlinkItem: (item, records, attempt) => post('/api/items/links/remove', { item, records }, attempt),
    linkAsLastTime: (item, attempt) => post('/api/items/links/last', { item }, attempt),
    markItem: (item, synchronise, attempt) => post('/api/items/mark', { item, synchronise }, attempt),
    decideNotSent: (item, decision, attempt) => post('/api/items/not-sent', { item, decision }, attempt),
    undoSave: (saveId, attempt) =>
      post(`/api/items/saves/${encodeURIComponent(saveId)}/undo`, undefined, attempt),
    dismiss: ({ recordType, id }, dismissed, signal) =>
      call({
        method: dismissed ? 'PUT' : 'DELETE',
        path: `/api/items/dismissals/${recordType}/${encodeURIComponent(id)}`,
        ...(signal && { signal }),
      }),
    searchRecords: (text, types, signal) =>
      call({ method: 'GET', path: `/api/records/search?${searchQuery(text, types)}`, signal }),
  };
}

async function authorised(access: Access, request: Request): Promise<unknown> {
  const token = await access.token();
  try {
    return await send({ ...request, token });
  } catch (error) {
    if (!isSignedOut(error)) throw error;
  }
  return send({ ...request, token: await access.tokenAfter(token) });
}

function searchQuery(text: string, types: readonly RecordType[]): string {
  const query = new URLSearchParams({ q: text, limit: '12' });
  if (types.length > 0) query.set('types', types.join(','));
  return query.toString();
}
