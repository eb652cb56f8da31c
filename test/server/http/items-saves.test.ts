import type { ItemInView, ItemSave, ItemView, Message } from '../../../src/contract/index.ts';
import { freshId, refusal, startItemsWorld, type ItemsWorld } from './items-world.ts';
import { bodyOf, type Client } from './world.ts';

describe('Saves', () => {
  let w: ItemsWorld;
  beforeAll(async () => {
    w = await startItemsWorld();
  });
  afterAll(() => w.close());

  const undo = (client: Client, { id }: ItemSave) => client.call('POST', `/api/items/saves/${id}/undo`);
  const titles = ({ links }: ItemView) => links.map(({ title }) => title).sort();
  const mark = async (client: Client, item: ItemInView, synchronise: boolean) => {
    const answer = await client.call('POST', '/api/items/mark', { body: { item, synchronise } });
    return bodyOf<ItemSave>(answer);
  };

  it('are taken back exactly: links that were made go, links that were taken away come back as they were', async () => {
    const { ada } = w.clients;
    const [one, two] = [await w.company(ada, 'One'), await w.company(ada, 'Two')];
    const item = w.mail('ada', { id: freshId() });
    const first = await w.link(ada, item, one);
    const second = await w.link(ada, item, one, two);
    expect(second.added.map(({ title }) => title)).toEqual(['Two']);
    const answer = await ada.call('POST', '/api/items/links/remove', { body: { item, records: [one] } });
    const removal = bodyOf<ItemSave>(answer);
    expect(removal.removed.map(({ title }) => title)).toEqual(['One']);
    expect(titles(removal.view)).toEqual(['Two']);
    expect((await undo(ada, removal)).statusCode).toBe(204);
    expect((await w.view(ada, item)).links).toEqual(
      expect.arrayContaining(first.view.links as unknown as Record<string, unknown>[]),
    );
    expect((await undo(ada, second)).statusCode).toBe(204);
    expect(titles(await w.view(ada, item))).toEqual(['One']);
    expect(refusal(await undo(ada, second))).toEqual([409, 'save-not-undoable']);
    // The mail that the first save stored goes with it.
    expect((await undo(ada, first)).statusCode).toBe(204);
    expect((await w.view(ada, item)).state).toMatchObject({
      reason: { code: 'mail-not-linked' },
      record: null,
    });
  });

  it('leave alone what others did meanwhile', async () => {
    const { ada, ben } = w.clients;
    const readers = [ben.user.id];
    const [one, two] = [await w.company(ada, 'Uno', { readers }), await w.company(ada, 'Due', { readers })];
    const letter = { id: freshId() };
    const [hers, his] = [w.mail('ada', letter), w.mail('ben', letter)];
    const save = await w.link(ada, hers, one, two);
    await ben.call('POST', '/api/items/links/remove', { body: { item: his, records: [one] } });
    const again = await w.link(ben, his, one);
    expect(again.added).toHaveLength(1);
    expect((await undo(ada, save)).statusCode).toBe(204);
    expect(titles(await w.view(ada, hers))).toEqual(['Uno']);
    expect(refusal(await undo(ben, save))).toEqual([404, 'not-found']);
  });

  it('are undone for a day', async () => {
    const { ada } = w.clients;
    const item = w.mail('ada', { id: freshId() });
    const save = await w.link(ada, item, await w.company(ada, 'Old'));
    const dayAgo = new Date(Date.now() - 25 * 3_600_000);
    const { db } = w.world.database;
    await db.updateTable('link_saves').set({ saved_at: dayAgo }).where('id', '=', save.id).execute();
    expect(refusal(await undo(ada, save))).toEqual([409, 'save-not-undoable']);
    expect(titles(await w.view(ada, item))).toEqual(['Old']);
  });

  it('of a mark store a mail without links, and take out one copy of it at a time', async () => {
    const { ada, ben } = w.clients;
    const letter = { id: freshId() };
    const [hers, his] = [w.mail('ada', letter), w.mail('ben', letter)];
    const on = await mark(ada, hers, true);
    expect(on.view).toMatchObject({ state: { state: 'synchronised', marked: true }, links: [] });
    const company = await w.company(ada, 'Kept', { readers: [ben.user.id] });
    await w.link(ada, hers, company);
    const id = (await w.view(ben, his)).state.record?.id ?? '';
    const off = await mark(ada, hers, false);
    expect(off.view).toMatchObject({
      state: { state: 'not-synchronised', reason: { code: 'mail-taken-out' }, marked: false, markable: true },
      links: [],
    });
    expect((await ada.call('GET', `/api/messages/${id}`)).statusCode).toBe(404);
    expect(titles(await w.view(ben, his))).toEqual(['Kept']);
    expect(bodyOf<Message>(await ben.call('GET', `/api/messages/${id}`)).ownerId).toBe(ben.user.id);
    // Opening it is no return; undoing is, and so is marking it.
    expect((await w.view(ada, hers)).state.reason?.code).toBe('mail-taken-out');
    expect((await undo(ada, off)).statusCode).toBe(204);
    expect(titles(await w.view(ada, hers))).toEqual(['Kept']);
    await mark(ada, hers, false);
    expect(titles((await mark(ada, hers, true)).view)).toEqual(['Kept']);
    // With the last copy it goes, and comes back when that is undone.
    await mark(ada, hers, false);
    const last = await mark(ben, his, false);
    expect((await w.view(ben, his)).state.marked).toBe(false);
    expect((await undo(ben, last)).statusCode).toBe(204);
    expect(titles(await w.view(ben, his))).toEqual(['Kept']);
  });

  it('link as last time: with what the conversation, else the sender, was linked with', async () => {
    const { ada } = w.clients;
    const from = 'Last <last@sender.example>';
    const [one, two] = [await w.company(ada, 'Thread'), await w.company(ada, 'Sender')];
    const last = (item: ItemInView) => ada.call('POST', '/api/items/links/last', { body: { item } });
    const first = { id: freshId(), from, subject: 'Merger' };
    expect(refusal(await last(w.mail('ada', first)))).toEqual([409, 'nothing-linked-before']);
    await w.link(ada, w.mail('ada', first), one);
    await w.link(ada, w.mail('ada', { id: freshId(), from, subject: 'Lunch' }), two);
    const answer = { id: freshId(), from, subject: 'AW: Merger', references: first.id };
    const save = bodyOf<ItemSave>(await last(w.mail('ada', answer)));
    expect(save.added.map(({ title }) => title)).toEqual(['Thread']);
    const other = bodyOf<ItemSave>(await last(w.mail('ada', { id: freshId(), from, subject: 'Weather' })));
    expect(other.added.map(({ title }) => title)).toEqual(['Thread']);
  });

  it('make suggestions for the conversation, until they are dismissed', async () => {
    const { ada } = w.clients;
    const company = await w.company(ada, 'Talked about');
    const first = { id: freshId(), subject: 'Project Nova' };
    await w.link(ada, w.mail('ada', first), company);
    const item = w.mail('ada', { id: freshId(), subject: 'RE: Project Nova' });
    const suggested = async () =>
      (await w.view(ada, item)).suggestions.find(({ record }) => record.id === company.id);
    expect((await suggested())?.reasons.map(({ code }) => code)).toEqual([
      'suggested-thread',
      'suggested-recent',
    ]);
    const path = `/api/items/dismissals/company/${company.id}`;
    for (const method of ['PUT', 'PUT'] as const) expect((await ada.call(method, path)).statusCode).toBe(204);
    expect(await suggested()).toBeUndefined();
    expect((await ada.call('DELETE', path)).statusCode).toBe(204);
    expect(await suggested()).toBeDefined();
    expect((await w.clients.ben.call('PUT', path)).statusCode).toBe(404);
  });
});
