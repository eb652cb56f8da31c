import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import { applyPatch } from '../../src/sync/item.ts';
import type { Item } from '../../src/sync/item.ts';
import type { JsonObject } from '../../src/sync/json.ts';
import type { MergeOptions } from '../../src/sync/leaf.ts';
import { merge } from '../../src/sync/merge.ts';
import type { Side } from '../../src/sync/ports.ts';
import { settledBases } from '../../src/sync/settle.ts';

const before = eventKind.normalise({
  '@type': 'Event',
  uid: 'm',
  start: '2026-12-01T09:00:00',
  recurrenceRules: [{ frequency: 'daily' }],
  recurrenceOverrides: { '2026-12-02T09:00:00': { excluded: true } },
});
const base = { crm: before, mailbox: before };

function options(writable: readonly Side[]): MergeOptions {
  return { kind: eventKind, fields: ['start', 'recurrenceOverrides'], writable, organizer: 'mailbox' };
}

function edited(patch: JsonObject): Item {
  return eventKind.normalise(applyPatch(before, patch));
}

describe('exceptions of a series that may not be moved', () => {
  it('are not agreed on because they have one key by chance', () => {
    const excluded = { recurrenceOverrides: { '2026-12-01T09:00:00': { excluded: true } } };
    const now = { crm: edited(excluded), mailbox: edited({ start: '2026-12-01T11:00:00', ...excluded }) };
    const found = merge({ base, now }, options([]));
    expect(found.target).toEqual(now);
    expect(settledBases({ base, now }, found, null, options([]))).toEqual(base);
  });

  it('are not written where no occurrence begins', () => {
    const now = {
      crm: edited({
        start: '2026-12-01T11:00:00',
        recurrenceOverrides: { '2026-12-02T11:00:00': { excluded: true } },
      }),
      mailbox: edited({
        recurrenceOverrides: {
          '2026-12-02T09:00:00': { excluded: true },
          '2026-12-03T09:00:00': { excluded: true },
        },
      }),
    };
    const found = merge({ base, now }, options(['crm']));
    expect(found.target).toEqual(now);
    expect(settledBases({ base, now }, found, null, options(['crm']))).toEqual(base);
  });
});
