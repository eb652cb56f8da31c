import { acknowledged, recovered } from './acknowledge.ts';
import { resolveCreates } from './adopt.ts';
import { byDue } from './due.ts';
import { isWritten, itemBefore, undone } from './evidence.ts';
import { isApproved } from './guard.ts';
import type { ItemKind } from './item.ts';
import { equal } from './json.ts';
import { observe, refKey, seenGone, seenItem, seenRecord } from './observation.ts';
import { doubting } from './own-write.ts';
import { isTelling, wasTold } from './untold.ts';
import { unreadable } from './unreadable.ts';
import { valueAt } from './leaf.ts';
import type { IntentRecord, Link, LostValue, OpenIntent, Reading, Ref, Side } from './ports.ts';
import { recordDone, recordLost } from './record.ts';
import { recordSeen } from './seen-notes.ts';
import { callContext, completedLastAt, kindOf, retryBy, transaction } from './session.ts';
import type { Session } from './session.ts';
import { leafValue } from './lost-values.ts';

/**
 * Finds out what became of steps whose outcome nobody noted: a crash, a time-out, a lost answer. Nobody looks before the
 * call is certainly over; until then the links concerned wait.
 */
export async function recover(session: Session): Promise<void> {
  const open = await transaction(session, (tx) => tx.openIntents());
  const { due, early } = byDue(open);
  if (early.length > 0) await settleSeen(session, early);
  if (due.length === 0) return;
  const links = new Map(
    (await transaction(session, (tx) => tx.linksById(due.map(({ linkId }) => linkId)))).map((link) => [
      link.id,
      link,
    ]),
  );
  const of = (intents: readonly IntentRecord[]) =>
    intents.flatMap((intent) => {
      const link = links.get(intent.linkId);
      return link === undefined ? [] : [{ link, intent }];
    });
  await resolveCreates(session, of(due.filter(({ operation }) => operation === 'create')));
  for (const side of ['crm', 'mailbox'] as const) {
    const rest = due.filter(
      (intent) => intent.operation !== 'create' && intent.side === side && intent.ref !== null,
    );
    await resolveBySight(session, side, rest);
  }
  session.ports.onProgress?.({ phase: 'recover', done: due.length });
}

/** Updates that a feed has shown since need no look; the others wait. */
async function settleSeen(session: Session, intents: readonly OpenIntent[]): Promise<void> {
  await transaction(session, async (tx) => {
    const links = await tx.linksById(intents.map(({ linkId }) => linkId));
    for (const intent of intents) {
      const link = links.find(({ id }) => id === intent.linkId);
      const kind = session.ports.kinds.find(({ type }) => type === link?.kind);
      const after = link === undefined || kind === undefined ? null : asSeen(session, link, intent, kind);
      if (link === undefined || after === null) {
        retryBy(session, session.ports.now() + intent.waitMs);
        continue;
      }
      await tx.saveLinks([after]);
      await tx.closeIntents([intent.id], true);
      await recordDone(session, tx, [{ intent, event: null, reason: link.reason }]);
    }
  });
}

async function resolveBySight(session: Session, side: Side, intents: readonly IntentRecord[]): Promise<void> {
  const size = session.ports[side].traits.batch.read;
  for (let start = 0; start < intents.length; start += size) {
    const batch = intents.slice(start, start + size);
    const refs = batch.map(({ ref }) => ref).filter((ref): ref is Ref => ref !== null);
    const readings = await session.ports[side].read(refs, callContext(session));
    const byRef = new Map(readings.map((reading) => [refKey(reading.ref), reading]));
    await transaction(session, async (tx) => {
      const links = new Map(
        (await tx.linksById(batch.map(({ linkId }) => linkId))).map((link) => [link.id, link]),
      );
      for (const intent of batch) {
        const link = links.get(intent.linkId);
        const reading = intent.ref === null ? undefined : byRef.get(refKey(intent.ref));
        if (link === undefined || reading === undefined) continue;
        const { after, done } = resolved(session, link, intent, reading);
        await tx.saveLinks([after]);
        await tx.closeIntents([intent.id], done && !isApproved(link, intent));
        if (done) await recordDone(session, tx, [{ intent, event: null, reason: link.reason }]);
        else {
          await recordSeen(session, tx, link, after, intent);
          await recordLost(session, tx, [[link.id, perhapsLost(session, intent, reading)]]);
        }
      }
    });
  }
}

/** Nobody can tell any more whether these values were replaced before somebody deleted the item, or wrote over it. */
function perhapsLost(session: Session, intent: IntentRecord, reading: Reading): readonly LostValue[] {
  if (reading.type === 'gone') return intent.lost;
  if (reading.type !== 'found' || reading.found.version === intent.expectedVersion) return [];
  const { item: stored } = reading.found;
  const item = kindOf(session, stored)?.normalise(stored);
  return intent.lost.filter(
    ({ field, losing }) => !equal(leafValue(valueAt(item, field.split('/'))), losing),
  );
}

/** What a look tells of an update or a removal. */
function resolved(
  session: Session,
  link: Link,
  intent: IntentRecord,
  reading: Reading,
): { readonly after: Link; readonly done: boolean } {
  const kind = session.ports.kinds.find((candidate) => candidate.type === link.kind);
  if (kind === undefined) return { after: link, done: false };
  if (reading.type === 'malformed') {
    const after = unreadable(unasked(link, intent), intent.side, reading);
    // Whatever it holds by the time somebody can read it: that it was written, and by whom, nobody can tell any more.
    const isChanged = intent.operation === 'update' && reading.version !== intent.expectedVersion;
    const before = isChanged ? itemBefore(intent, kind) : null;
    const doubts = before === null ? [] : undone(intent, before, kind);
    return { after: { ...after, agreed: doubting(after.agreed, intent.side, doubts) }, done: false };
  }
  if (reading.type !== 'found') return unseen(session, unasked(link, intent), intent, reading.type);
  const { found } = reading;
  const stored = kind.normalise(found.item);
  const isChanged = intent.operation === 'update' && found.version !== intent.expectedVersion;
  const last = completedLastAt(session, intent.side);
  const told = isTelling(intent) ? wasTold(intent, found, stored, kind) : null;
  if (told === 'yes' || (told === null && isChanged && isWritten(intent, stored, kind, last)))
    return { after: recovered(link, intent, found, kind, last, session.settings), done: true };
  const see = (before: Link): Link =>
    intent.side === 'crm'
      ? seenRecord(before, found, kind, session.settings)
      : seenItem(before, found, kind, session.settings);
  // Whoever has written over it since then had it before them.
  const shown = told === null && isChanged ? asSeen(session, link, intent, kind) : null;
  if (shown !== null) return { after: { ...see(shown), dirty: true }, done: true };
  const seen = see(isChanged && told !== 'no' ? unasked(link, intent) : link);
  const agreed = doubting(seen.agreed, intent.side, isChanged ? undone(intent, stored, kind) : []);
  return { after: { ...seen, agreed, dirty: true }, done: false };
}

/**
 * A link after a step of which nobody can tell whether it happened. If it was to mail others, that may have gone out: none goes
 * out a second time because of what a person said once.
 */
function unasked(link: Link, { operation, mailPolicy }: IntentRecord): Link {
  return operation === 'update' && mailPolicy === 'send' ? { ...link, decision: null } : link;
}

/** A link whose update a feed has shown, acknowledged; null when none has. */
function asSeen(session: Session, link: Link, intent: IntentRecord, kind: ItemKind): Link | null {
  // That something has changed does not say that others were told.
  if (isTelling(intent)) return null;
  const seen = link.observed[intent.side];
  if (intent.operation !== 'update' || intent.target === null || intent.ref === null) return null;
  if (seen.state !== 'present' || seen.version === intent.expectedVersion) return null;
  const last = completedLastAt(session, intent.side);
  if (!isWritten(intent, seen.item, kind, last)) return null;
  const found = { ref: intent.ref, version: seen.version, item: seen.item };
  return recovered(link, intent, found, kind, last, session.settings);
}

function unseen(
  session: Session,
  link: Link,
  intent: IntentRecord,
  type: 'gone' | 'hidden',
): { readonly after: Link; readonly done: boolean } {
  const kind = session.ports.kinds.find((candidate) => candidate.type === link.kind);
  const proven = type === 'gone' && !session.ports[intent.side].traits.hiddenLooksGone;
  if (intent.operation === 'remove' && kind !== undefined && intent.ref !== null && type === 'gone') {
    // We asked for it, and it is away: that is proof enough even where absence alone would not be.
    return {
      after: acknowledged(
        link,
        intent,
        { ok: true, ref: intent.ref, version: null, item: null },
        kind,
        session.settings,
      ),
      done: true,
    };
  }
  const seen = kind === undefined ? null : asSeen(session, link, intent, kind);
  const settled = seen ?? link;
  return {
    after: proven
      ? seenGone(settled, intent.side)
      : { ...observe(settled, intent.side, { state: 'missing' }), dirty: true },
    done: seen !== null,
  };
}
