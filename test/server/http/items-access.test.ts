import type { ItemView, Message, MessageSummary, PageOf } from '../../../src/contract/index.ts';
import { freshId, refusal, startItemsWorld, type ItemsWorld } from './items-world.ts';
import { bodyOf, type Client } from './world.ts';

describe('Who sees a linked mail', () => {
  let w: ItemsWorld;
  beforeAll(async () => {
    w = await startItemsWorld();
  });
  afterAll(() => w.close());

  const shared = (owner: Client, name: string, readers: readonly Client[]) =>
    w.company(owner, name, { readers: readers.map(({ user }) => user.id) });
  const idOf = (view: ItemView) => view.state.record?.id ?? '';
  const original = async (client: Client, id: string) => {
    const headers = { authorization: `Bearer ${client.token}` };
    return w.world.send('GET', `/api/messages/${id}/original`, { headers });
  };

  it('a colleague who received it: after opening it, what is linked, by whom; the next time at no cost', async () => {
    const { ada, ben } = w.clients;
    const letter = { id: freshId() };
    const [hers, his] = [w.mail('ada', letter), w.mail('ben', letter)];
    const open = await shared(ada, 'Shared', [ben]);
    const closed = await w.company(ada, 'Walled');
    const save = await w.link(ada, hers, open, closed);
    expect((await ben.call('GET', `/api/messages/${idOf(save.view)}`)).statusCode).toBe(404);
    w.requests();
    const view = await w.view(ben, his);
    expect(w.requests()).toBeGreaterThan(0);
    expect(view.state).toMatchObject({ state: 'synchronised', record: { id: idOf(save.view) } });
    expect(view.links.map(({ title, linkedBy }) => [title, linkedBy?.displayName])).toEqual([
      ['Shared', 'ada'],
    ]);
    w.requests();
    await w.view(ben, his);
    expect(w.requests()).toBe(0);
    const { links, witnesses } = bodyOf<Message>(await ben.call('GET', `/api/messages/${idOf(view)}`));
    expect([links.length, witnesses.length]).toEqual([1, 2]);
    // A witness takes links away, whoever made them.
    const body = { item: his, records: [open] };
    const removed = await ben.call('POST', '/api/items/links/remove', { body });
    expect(removed.statusCode).toBe(200);
    expect((await w.view(ada, hers)).links.map(({ title }) => title)).toEqual(['Walled']);
  });

  it('not a stranger who knows its Message-ID: the same answer as for a mail that nobody stored', async () => {
    const { ada, cay } = w.clients;
    const letter = { id: freshId() };
    const item = w.mail('ada', letter);
    const company = await shared(ada, 'Known to all', [cay]);
    const save = await w.link(ada, item, company);
    const answers = [await w.view(cay, item), await w.view(cay, { ...item, messageId: freshId() })];
    const [asked, unknown] = answers.map(({ state, links }) => ({ state, links }));
    expect(asked).toEqual(unknown);
    expect(asked).toMatchObject({ state: { reason: { code: 'mail-not-linked' } }, links: [] });
    const link = await cay.call('POST', '/api/items/links', { body: { item, records: [company] } });
    expect(refusal(link)).toEqual([404, 'item-not-found']);
    // Reading the company is not reading its mails.
    const page = await cay.call('GET', `/api/companies/${company.id}/messages`);
    expect(bodyOf<PageOf<MessageSummary>>(page).items).toEqual([]);
    expect((await cay.call('GET', `/api/messages/${idOf(save.view)}`)).statusCode).toBe(404);
    expect((await original(cay, idOf(save.view))).statusCode).toBe(404);
    const attachment = await cay.call('GET', `/api/messages/${idOf(save.view)}/attachments/0`);
    expect(attachment.statusCode).toBe(404);
    expect((await cay.call('POST', `/api/items/saves/${save.id}/undo`)).statusCode).toBe(404);
  });

  it('not somebody whose mail has the same Message-ID and says something else', async () => {
    const { ada, cay } = w.clients;
    const letter = { id: freshId() };
    const company = await shared(ada, 'Forged', [cay]);
    await w.link(ada, w.mail('ada', letter), company);
    const forged = await w.view(cay, w.mail('cay', { ...letter, text: 'Something else' }));
    expect(forged).toMatchObject({ state: { reason: { code: 'mail-not-linked' } }, links: [] });
  });

  it('Bcc is for whose copy says it', async () => {
    const { ada, ben } = w.clients;
    const letter = { id: freshId(), from: 'Ada <ada@example.com>', to: 'grace@acme.example' };
    const sent = w.mail('ada', { ...letter, bcc: 'Ben <ben@example.com>' }, 'sentitems');
    const received = w.mail('ben', letter);
    const id = idOf((await w.link(ada, sent, await w.company(ada, 'Blind'))).view);
    await w.view(ben, received);
    const [hers, his] = [
      bodyOf<Message>(await ada.call('GET', `/api/messages/${id}`)),
      bodyOf<Message>(await ben.call('GET', `/api/messages/${id}`)),
    ];
    expect(hers.bcc).toEqual([{ name: 'Ben', address: 'ben@example.com' }]);
    expect(his.bcc).toEqual([]);
    expect((await original(ada, id)).body).toMatch(/^Bcc:/m);
    expect((await original(ben, id)).body).not.toMatch(/^Bcc:/m);
  });

  it('a mailbox that does not answer is said so, and nothing is shown', async () => {
    const { ada, ben } = w.clients;
    const letter = { id: freshId() };
    const [hers, his] = [w.mail('ada', letter), w.mail('ben', letter)];
    const company = await shared(ada, 'Silent', [ben]);
    await w.link(ada, hers, company);
    w.sandbox.faults.add({ fault: { kind: 'unavailable', retryAfterSeconds: null }, times: Infinity });
    try {
      const view = await w.view(ben, his);
      expect(view).toMatchObject({
        state: { state: 'not-synchronised', reason: { code: 'mailbox-silent' }, markable: false },
        links: [],
      });
      const link = await ben.call('POST', '/api/items/links', { body: { item: his, records: [company] } });
      expect(refusal(link)).toEqual([503, view.state.reason?.parameters['code']]);
    } finally {
      w.sandbox.faults.clear();
    }
    expect((await w.view(ben, his)).links).toHaveLength(1);
  });

  it('who has connected no mailbox is told what to do, whatever is stored', async () => {
    const { ada } = w.clients;
    const dan = await w.world.client();
    const item = w.mail('ada', { id: freshId() });
    const before = await w.view(dan, item);
    expect(before.state).toMatchObject({ reason: { code: 'no-mailbox-for-mails' }, markable: false });
    const company = await w.company(ada, 'Unconnected', { readers: [dan.user.id] });
    await w.link(ada, item, company);
    const after = await w.view(dan, item);
    expect([after.state, after.links]).toEqual([before.state, []]);
    const link = await dan.call('POST', '/api/items/links', { body: { item, records: [company] } });
    expect(refusal(link)).toEqual([409, 'no-mailbox-for-mails']);
  });
});
