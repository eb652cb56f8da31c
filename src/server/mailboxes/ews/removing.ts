// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/deleteitem-operation
import { Gone, Stale } from '../../../sync/errors.ts';
import type { RemoveRequest, WriteOutcome } from '../../../sync/ports.ts';
import { childOf } from './element.ts';
import { ID_SHAPE } from './item-shape.ts';
import type { Reader } from './reading.ts';
import { failure, said } from './writing.ts';

/**
 * Moves items to the bin, one outcome per request. DeleteItem takes no condition, so each is looked at directly before:
 * one in another version is left alone.
 */
export async function removeItems(
  { ews, context }: Reader,
  requests: readonly RemoveRequest[],
): Promise<readonly WriteOutcome[]> {
  const outcomes = new Map<RemoveRequest, WriteOutcome>();
  const looks = await ews.getItem(
    requests.map(({ ref }) => ({ id: ref.id, changeKey: null })),
    ID_SHAPE,
    context,
  );
  const unchanged = requests.filter((request, index) => {
    const look = looks[index];
    if (look?.ok !== true) {
      outcomes.set(request, failure(look?.error ?? new Gone({ code: 'item-gone' })));
      return false;
    }
    const version = childOf(look.item, 'ItemId')?.attributes['ChangeKey'] ?? null;
    const expected = request.intent.expectedVersion;
    if (expected === null || version === expected) return true;
    outcomes.set(request, failure(new Stale({ code: 'version-moved-on' })));
    return false;
  });
  for (const policy of ['none', 'send'] as const) {
    const alike = unchanged.filter(({ intent }) => intent.mailPolicy === policy);
    if (alike.length === 0) continue;
    const items = alike.map(({ ref }) => ({ id: ref.id, changeKey: null }));
    const mail = policy === 'send' ? 'SendToAllAndSaveCopy' : 'SendToNone';
    const removed = await said(ews.deleteItem({ items, to: 'MoveToDeletedItems', mail }, context), items);
    for (const [index, request] of alike.entries()) {
      const outcome = removed[index];
      const done: WriteOutcome = { ok: true, ref: request.ref, version: null, item: null };
      outcomes.set(request, outcome?.ok === true ? done : failure(outcome?.error ?? null));
    }
  }
  return requests.map((request) => outcomes.get(request) ?? failure(null));
}
