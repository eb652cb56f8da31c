import { anEvent } from '../mailbox/events.ts';
import { createdRecord } from './appointments.ts';
import type { OpenCrm } from './harness.ts';

/** What `search`, `resolve`, `urlOf`, `link` and `unlink` promise. */
export function describeDirectory(open: () => OpenCrm): void {
  it('resolves addresses to the records that they belong to', async () => {
    const { user, person } = open();
    const hits = await user.crm.resolve([person.address, 'mailto:nobody@nowhere.example']);
    expect(hits).toContainEqual({ address: person.address, recordType: person.recordType, id: person.id });
    expect(hits.every((hit) => hit.address === person.address)).toBe(true);
    expect(await user.crm.resolve([])).toEqual([]);
  });

  it('finds records by text, at most as many as asked for', async () => {
    const { user, person } = open();
    const hits = await user.crm.search('Müller', 5);
    expect(hits[0]).toMatchObject({ recordType: person.recordType, id: person.id });
    expect(await user.crm.search('Müller', 0)).toEqual([]);
    expect(await user.crm.search('Qwertzuiop', 5)).toEqual([]);
  });

  it('says where a person opens a record', () => {
    const { user, person } = open();
    const other = user.crm.urlOf(person.recordType, 'another-id');
    const url = user.crm.urlOf(person.recordType, person.id);
    expect(() => new URL(url)).not.toThrow();
    expect(url).not.toBe(other);
  });

  it('links and unlinks, both idempotent', async () => {
    const { user, person, ...crm } = open();
    const { ref } = await createdRecord(user.crm, anEvent());
    const from = { recordType: ref.collection, id: ref.id };
    await user.crm.link(from, person);
    await user.crm.link(from, person);
    expect(await crm.linksOf(ref)).toEqual([`${person.recordType}/${person.id}`]);
    await user.crm.unlink(from, person);
    await user.crm.unlink(from, person);
    expect(await crm.linksOf(ref)).toEqual([]);
  });
}
