import { LedgerConflict } from '../../../src/sync/errors.ts';
import type { Link } from '../../../src/sync/ports.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { freshRef, makeLink, present, type Room } from './harness.ts';

/** How links are kept and found. */
export function describeLinks(room: () => Room): void {
  const save = (links: readonly Link[]) =>
    room().ledger.transaction(room().mine, (tx) => tx.saveLinks(links));

  it('come back exactly as they were saved, whatever they contain', async () => {
    const { ledger, mine } = room();
    const link = makeLink(mine, {
      itemRef: freshRef(`/very/long/${'x'.repeat(6000)}/`),
      recordRef: freshRef('appointment'),
      identity: 'uid with \u0000, "quotes", {braces} and a \\ backslash',
      reason: { code: 'item-malformed', parameters: { line: 3 } },
      observed: {
        mailbox: { state: 'unread', version: '"etag\\"', own: { title: 'Sent' } },
        crm: present('Zero \u0000, half a pair \ud83d, é \u{1f600}', '7'),
      },
      base: { mailbox: { '@type': 'Event', title: "O'Hara", keywords: { 'a,b': true } }, crm: null },
      personal: { alerts: { x: { action: 'display' } } },
      untouched: { side: 'mailbox', item: { '@type': 'Event', title: '\u0000' } },
      lookalike: 'Event {"start":"instant 0"}',
      untold: { item: { '@type': 'Event', title: '\u0000' } },
      agreed: {
        normaliser: 1,
        fields: ['title'],
        doubtful: { title: 'crm' },
        at: 1_795_251_600_123,
        older: { start: 7 },
      },
      decision: 'reject',
      dirty: true,
      seenIn: { mailbox: 4, crm: 2 },
      state: 'held',
    });
    await save([link]);
    const found = await ledger.transaction(mine, (tx) => tx.linksById([link.id]));
    expect(found).toEqual([link]);
  });

  it('are replaced as a whole', async () => {
    const { ledger, mine } = room();
    const first = makeLink(mine, { itemRef: freshRef(), identity: newId(), dirty: true });
    const second = { ...first, itemRef: null, identity: null, dirty: false, state: 'dormant' as const };
    await save([first, makeLink(mine)]);
    await save([second]);
    expect(await ledger.transaction(mine, (tx) => tx.linksById([first.id]))).toEqual([second]);
    const ref = first.itemRef ?? freshRef();
    expect(await ledger.transaction(mine, (tx) => tx.linksByItem([ref]))).toEqual([]);
  });

  it('are found by item and record in their mailbox alone', async () => {
    const { ledger, mine, other } = room();
    const item = freshRef();
    const record = freshRef('appointment');
    const link = makeLink(mine, { itemRef: item, recordRef: record });
    const twin = makeLink(other, { itemRef: item, recordRef: record });
    await save([link]);
    await ledger.transaction(other, (tx) => tx.saveLinks([twin]));
    await ledger.transaction(mine, async (tx) => {
      expect(await tx.linksByItem([item, freshRef()])).toEqual([link]);
      expect(await tx.linksByItem([{ ...item, collection: '/elsewhere/' }])).toEqual([]);
      expect(await tx.linksByRecord([record])).toEqual([link]);
      expect(await tx.linksById([link.id, twin.id])).toEqual([link]);
      expect(await tx.siblings([record])).toEqual([twin]);
      expect(await tx.linksByItem([])).toEqual([]);
    });
  });

  it('are found by identity and key in every mailbox, ended ones too', async () => {
    const { ledger, mine, other } = room();
    const identity = newId();
    const link = makeLink(mine, { identity, state: 'ended' });
    const twin = makeLink(other, { identity });
    await save([link]);
    await ledger.transaction(other, (tx) => tx.saveLinks([twin]));
    await ledger.transaction(mine, async (tx) => {
      expect(await tx.linksByIdentity('Event', [identity])).toEqual([link, twin]);
      expect(await tx.linksByIdentity('Task', [identity])).toEqual([]);
      expect(await tx.linksByKey([twin.correlationKey, newId()])).toEqual([twin]);
    });
  });

  it('are unique by item, record, identity and key while they live', async () => {
    const { mine } = room();
    const unique: readonly Partial<Link>[] = [
      { itemRef: freshRef() },
      { recordRef: freshRef('appointment') },
      { identity: newId() },
      { correlationKey: newId() },
    ];
    for (const change of unique) {
      await save([makeLink(mine, change)]);
      const kept = makeLink(mine);
      await expect(save([kept, makeLink(mine, change)])).rejects.toBeInstanceOf(LedgerConflict);
      expect(await room().ledger.transaction(mine, (tx) => tx.linksById([kept.id]))).toEqual([]);
    }
  });

  it('leave what is theirs when they end, even to a link of the same save', async () => {
    const { ledger, mine } = room();
    const change = { itemRef: freshRef(), recordRef: freshRef('appointment'), identity: newId() };
    const old = makeLink(mine, change);
    await save([old]);
    const heir = makeLink(mine, change);
    await save([heir, { ...old, state: 'ended' }]);
    const found = await ledger.transaction(mine, (tx) => tx.linksByItem([change.itemRef]));
    expect(found.map(({ id, state }) => [id, state])).toEqual([
      [old.id, 'ended'],
      [heir.id, 'active'],
    ]);
  });

  it('may exchange what is theirs in one save', async () => {
    const { mine } = room();
    const [a, b] = [makeLink(mine, { itemRef: freshRef() }), makeLink(mine, { itemRef: freshRef() })];
    await save([a, b]);
    await expect(
      save([
        { ...a, itemRef: b.itemRef },
        { ...b, itemRef: a.itemRef },
      ]),
    ).resolves.toBeUndefined();
  });

  it('share a correlation key with no living link of any mailbox', async () => {
    const { ledger, mine, other } = room();
    const link = makeLink(mine);
    await save([link]);
    const copy = makeLink(other, { correlationKey: link.correlationKey });
    await expect(ledger.transaction(other, (tx) => tx.saveLinks([copy]))).rejects.toBeInstanceOf(
      LedgerConflict,
    );
  });
}
