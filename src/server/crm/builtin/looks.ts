import { CursorLost } from '../../../sync/errors.ts';
import type { Change, Crm, Found, Page, Reading, Ref } from '../../../sync/ports.ts';
import { claimAppointments } from '../../storage/records/appointment-claim.ts';
import {
  findAppointments,
  lookAtAppointments,
  type SeenAppointment,
} from '../../storage/records/appointment-read.ts';
import { feedPage, type FeedEntry } from '../../storage/records/feed.ts';
import { unitOfWork } from '../../storage/records/writer.ts';
import { withinDeadline } from './errors.ts';
import type { BuiltinCrm } from './index.ts';

/** The only record type that holds items. */
export const APPOINTMENT = 'appointment';
const PAGE_SIZE = 500;

/** The verbs that look. */
export function looks(crm: BuiltinCrm): Pick<Crm, 'changes' | 'read' | 'find'> {
  const { db, now, user, pageSize = PAGE_SIZE } = crm;
  return {
    changes: (cursor, { deadline }) =>
      withinDeadline(deadline, now, async (timeout): Promise<Page> => {
        const page = await unitOfWork(db, timeout, async (tx) => {
          // Their account may be younger than the meetings that they are invited to.
          if (cursor === null) await claimAppointments(tx, crm.writer(), user.id);
          return feedPage(tx, user.id, cursor, pageSize);
        });
        if (page === null) throw new CursorLost({ code: 'cursor-lost' });
        const { entries, ...rest } = page;
        return { ...rest, changes: entries.map(change) };
      }),
    read: (refs, { deadline }) =>
      withinDeadline(deadline, now, async (timeout) => {
        const ids = refs.map(({ collection, id }) => (collection === APPOINTMENT ? id : ''));
        const answers = await unitOfWork(db, timeout, (tx) => lookAtAppointments(tx, user.id, ids));
        return refs.map((ref, index): Reading => {
          const answer = answers[index];
          if (answer === undefined) return { type: 'gone', ref };
          return answer.type === 'found'
            ? { ...answer, ref, found: found(answer.appointment) }
            : { ...answer, ref };
        });
      }),
    find: (collection, keys, { deadline }) =>
      withinDeadline(deadline, now, async (timeout) => {
        if (collection !== APPOINTMENT || keys.length === 0) return keys.map(() => null);
        const byKey = await unitOfWork(db, timeout, (tx) => findAppointments(tx, user.id, keys));
        return keys.map((key) => {
          const hit = byKey.get(key);
          return hit === undefined ? null : found(hit);
        });
      }),
  };
}

function change(entry: FeedEntry): Change {
  const ref: Ref = { collection: APPOINTMENT, id: entry.id };
  if (entry.type === 'removed') return { type: 'removed', ref };
  const { item, version } = entry;
  return item === null
    ? { type: 'present', ref, version }
    : { type: 'present', ref, version, found: found({ ...entry, item }) };
}

function found({ id, version, correlationKey, users, item }: SeenAppointment): Found {
  return { ref: { collection: APPOINTMENT, id }, version, item, correlationKey, users };
}
