import { recovered, acknowledged } from './acknowledge.ts';
import { resolveCreates } from './adopt.ts';
import { equal } from './json.ts';
import { isReduced, observe, refKey, seenGone, seenItem, seenRecord } from './observation.ts';
import { unreadable } from './observe-mailbox.ts';
import type { IntentRecord, Link, Reading, Ref, Side } from './ports.ts';
import { recordDone } from './record.ts';
import { callContext, retryBy, transaction } from './session.ts';
import type { Session } from './session.ts';

/**
 * Finds out what became of steps whose outcome nobody noted: a crash, a time-out, a lost answer. Nobody looks before the
 * call is certainly over; until then the links concerned wait.
 */
export async function recover(session: Session): Promise<void> {
  const open = await transaction(session, (tx) => tx.openIntents());
  const now = session.ports.now();
  for (const intent of open.filter(({ deadline }) => deadline > now)) retryBy(session, intent.deadline);
  const due = open.filter(({ deadline }) => deadline <= now);
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
        await tx.closeIntents([intent.id], done);
        if (done) await recordDone(session, tx, [{ intent, event: null, reason: link.reason }]);
      }
    });
  }
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
  if (reading.type === 'malformed') return { after: unreadable(link, intent.side, reading), done: false };
  if (reading.type !== 'found') return unseen(session, link, intent, reading.type);
  const { found } = reading;
  if (intent.operation === 'update' && intent.target !== null && found.version !== intent.expectedVersion) {
    const stored = kind.normalise(found.item);
    const target = kind.normalise(intent.target);
    const written = Object.keys(intent.patch).every(
      // A server may have cut what it was sent: that is still our write.
      (field) => equal(stored[field], target[field]) || isReduced(target[field], stored[field]),
    );
    if (written) return { after: recovered(link, intent, found, kind), done: true };
  }
  const seen =
    intent.side === 'crm'
      ? seenRecord(link, found, kind, session.settings)
      : seenItem(link, found, kind, session.settings);
  return { after: { ...seen, dirty: true }, done: false };
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
      after: acknowledged(link, intent, { ok: true, ref: intent.ref, version: null, item: null }, kind),
      done: true,
    };
  }
  return {
    after: proven
      ? seenGone(link, intent.side)
      : { ...observe(link, intent.side, { state: 'missing' }), dirty: true },
    done: false,
  };
}
