import { LeaseLost } from '../../../src/sync/errors.ts';
import { makeLink, type Room } from './harness.ts';

/** What a lease is worth. */
export function describeLeases(room: () => Room): void {
  it('belongs to one worker at a time', async () => {
    const { leases, mine } = room();
    expect(await leases.acquire(mine.mailboxId, 'another', 60_000)).toBeNull();
    expect(await leases.renew(mine, 60_000)).toBe(true);
  });

  it('can be had when it ran out, with a higher epoch', async () => {
    const { leases, mine } = room();
    await leases.renew(mine, -1);
    const next = await leases.acquire(mine.mailboxId, 'another', 60_000);
    expect(next?.epoch).toBeGreaterThan(mine.epoch);
    expect(await leases.renew(mine, 60_000)).toBe(false);
  });

  it('can be taken over while it runs', async () => {
    const { leases, mine } = room();
    const next = await leases.acquire(mine.mailboxId, 'another', 60_000, { takeOver: true });
    expect(next?.epoch).toBeGreaterThan(mine.epoch);
  });

  it('is worthless after it was given back, and the next one is free at once', async () => {
    const { leases, ledger, mine } = room();
    await leases.release(mine);
    await expect(ledger.transaction(mine, () => Promise.resolve())).rejects.toBeInstanceOf(LeaseLost);
    const next = await leases.acquire(mine.mailboxId, 'another', 60_000);
    expect(next?.epoch).toBeGreaterThan(mine.epoch);
    await leases.release(mine);
    expect(await leases.renew({ mailboxId: mine.mailboxId, epoch: next?.epoch ?? 0, since: 0 }, 60_000)).toBe(
      true,
    );
  });

  it('keeps a worker thought dead from changing anything', async () => {
    const { leases, ledger, mine } = room();
    const link = makeLink(mine);
    const next = await leases.acquire(mine.mailboxId, 'another', 60_000, { takeOver: true });
    await expect(ledger.transaction(mine, (tx) => tx.saveLinks([link]))).rejects.toBeInstanceOf(LeaseLost);
    if (next === null) throw new Error('The takeover must succeed');
    expect(next.since).toBeGreaterThanOrEqual(mine.since);
    expect(await ledger.transaction(next, (tx) => tx.linksById([link.id]))).toEqual([]);
  });

  it('is not run out by its time alone: nobody else is there', async () => {
    const { leases, ledger, mine } = room();
    await leases.renew(mine, -1);
    await expect(ledger.transaction(mine, () => Promise.resolve('done'))).resolves.toBe('done');
  });
}
