import { isWritten, undone } from '../../src/sync/evidence.ts';
import type { Item, Patch } from '../../src/sync/item.ts';
import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import type { IntentRecord } from '../../src/sync/ports.ts';

const BEFORE: Item = {
  '@type': 'Event',
  title: 'Review',
  start: '2027-01-04T09:00:00',
  timeZone: 'Europe/Berlin',
  participants: participants({ anna: undefined, ben: undefined }),
};

/** People, by name what they answered. */
function participants(answers: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(
    Object.entries(answers).map(([name, participationStatus]) => [
      `mailto:${name}@firm.example`,
      { roles: { attendee: true }, ...(participationStatus === undefined ? {} : { participationStatus }) },
    ]),
  );
}

/** An update that turned the item into this. */
function update(patch: Patch): IntentRecord {
  return {
    ...{ id: '1', mailboxId: 'm', linkId: 'l', side: 'mailbox', operation: 'update' },
    ...{ ref: { collection: 'c', id: 'i' }, collection: 'c', correlationKey: 'k', expectedVersion: '1' },
    ...{
      mailPolicy: 'none',
      settles: { crm: {}, mailbox: {} },
      agrees: null,
      lost: [],
      deadline: 0,
      lastsMs: 0,
    },
    patch,
    replaces: Object.fromEntries(Object.keys(patch).map((field) => [field, BEFORE[field] ?? null])),
    target: { ...BEFORE, ...patch },
  };
}

const WITH_GUEST = participants({ anna: 'tentative', ben: undefined, guest: undefined });

describe('what is stored after the answer to an update was lost', () => {
  it.each<readonly [string, Patch, Patch, boolean, readonly string[]]>([
    ['just what was sent', { title: 'Budget' }, { title: 'Budget' }, true, []],
    ['nothing new but the version', { title: 'Budget' }, {}, false, ['title']],
    ["somebody's newer value alone", { title: 'Budget' }, { title: 'Plan' }, false, []],
    [
      "one value that was sent, beside somebody's",
      { title: 'Budget', priority: 1 },
      { title: 'Plan', priority: 1 },
      true,
      [],
    ],
    [
      'the old value, beside what somebody changed: who knows',
      { participants: WITH_GUEST },
      { title: 'Plan' },
      false,
      ['participants/mailto:anna@firm.example', 'participants/mailto:guest@firm.example'],
    ],
    [
      'an answer that came by mail as well, and no guest',
      { participants: WITH_GUEST },
      { participants: participants({ anna: 'tentative', ben: 'tentative' }) },
      false,
      ['participants/mailto:guest@firm.example'],
    ],
    [
      'the guest, and another answer',
      { participants: WITH_GUEST },
      { participants: participants({ anna: 'declined', ben: undefined, guest: undefined }) },
      true,
      [],
    ],
  ])('%s', (_name, patch, stored, happened, doubts) => {
    const intent = update(patch);
    const now = eventKind.normalise({ ...BEFORE, ...stored });
    expect(isWritten(intent, now, eventKind, [])).toBe(happened);
    if (!happened) expect(undone(intent, now, eventKind)).toEqual(doubts);
  });
});
