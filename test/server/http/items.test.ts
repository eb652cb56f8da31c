import type { ItemSave, Message, MessageSummary, PageOf, Person } from '../../../src/contract/index.ts';
import { freshId, refusal, startItemsWorld, textOf, type ItemsWorld } from './items-world.ts';
import { bodyOf } from './world.ts';

describe('A mail in view', () => {
  let w: ItemsWorld;
  beforeAll(async () => {
    w = await startItemsWorld();
  });
  afterAll(() => w.close());

  it('that nobody stored costs no request to a mailbox, and shows its people and what it may belong to', async () => {
    const { ada } = w.clients;
    const acme = await w.company(ada, 'Acme', { website: 'https://acme.example' });
    const grace = bodyOf<Person>(
      await ada.call('POST', '/api/persons', {
        body: {
          givenName: 'Grace',
          familyName: 'Hopper',
          emails: ['Grace@acme.example'],
          companyId: acme.id,
        },
      }),
    );
    const deal = { name: 'Compiler', stage: 'open', companyId: acme.id };
    await ada.call('POST', '/api/opportunities', { body: deal });
    const item = w.mail('ada', { id: freshId() });
    w.requests();
    const view = await w.view(ada, item);
    expect(w.requests()).toBe(0);
    expect(view.state).toMatchObject({
      state: 'not-synchronised',
      reason: { code: 'mail-not-linked' },
      marked: false,
      markable: true,
      record: null,
    });
    expect(view.people.map(({ address, roles }) => [address, roles])).toEqual([
      ['grace@acme.example', ['from']],
      ['ada@example.com', ['to']],
      ['ben@example.com', ['to']],
    ]);
    expect(view.people[0]).toMatchObject({
      person: { id: grace.id },
      company: { title: 'Acme' },
      colleague: null,
    });
    expect(view.people[1]?.colleague).toEqual({ id: ada.user.id, displayName: 'ada' });
    expect(
      view.suggestions.map(({ record, reasons }) => [record.title, reasons.map(({ code }) => code)]),
    ).toEqual([
      ['Acme', ['suggested-company-of', 'suggested-domain']],
      ['Grace Hopper', ['suggested-participant']],
      ['Compiler', ['suggested-open-opportunity']],
    ]);
    // A colleague sees the same people, and nothing of records that are not theirs to see.
    const others = await w.view(w.clients.ben, item);
    expect(others.people[0]).toMatchObject({ person: null, company: null });
    expect(others.suggestions).toEqual([]);
  });

  it('is linked with several records in one save, stored as its mailbox has it, and found on their pages', async () => {
    const { ada } = w.clients;
    const [one, two] = [await w.company(ada, 'One'), await w.company(ada, 'Two')];
    const letter = { id: freshId(), subject: 'Zwei/Firmen' };
    const item = w.mail('ada', letter);
    const save = await w.link(ada, item, one, two);
    expect(save.added.map(({ title }) => title).sort()).toEqual(['One', 'Two']);
    expect(save.view.state).toMatchObject({ state: 'synchronised', reason: null, marked: true });
    expect(save.view.links[0]).toMatchObject({
      linkedBy: { id: ada.user.id, displayName: 'ada' },
      rule: null,
      pending: false,
      removable: true,
    });
    w.requests();
    expect((await w.view(ada, item)).links).toHaveLength(2);
    expect(w.requests()).toBe(0);

    const page = bodyOf<PageOf<MessageSummary>>(await ada.call('GET', `/api/companies/${one.id}/messages`));
    expect(page.items).toHaveLength(1);
    const [summary] = page.items;
    expect(summary).toMatchObject({ messageId: letter.id, subject: 'Zwei/Firmen', attachmentCount: 1 });
    expect(summary?.sentAt).toBe('2026-11-16T08:30:00.000Z');
    const id = save.view.state.record?.id ?? '';
    const message = bodyOf<Message>(await ada.call('GET', `/api/messages/${id}`));
    expect(message).toMatchObject({ id, witnesses: [ada.user.id] });
    expect(message.text.trim()).toBe('Please find the offer attached.');
    expect(message.links.map(({ title }) => title).sort()).toEqual(['One', 'Two']);
    expect(message.url).toBe(`https://liaison.example/messages/${id}`);

    const headers = { authorization: `Bearer ${ada.token}` };
    const original = await w.world.send('GET', `/api/messages/${id}/original`, { headers });
    expect(original.body).toBe(textOf(letter));
    expect(original.headers).toMatchObject({
      'content-type': 'message/rfc822',
      'content-disposition': 'attachment; filename="Zwei Firmen.eml"',
      'x-content-type-options': 'nosniff',
    });
    const attachment = await w.world.send('GET', `/api/messages/${id}/attachments/0`, { headers });
    expect(attachment.body).toContain('<script>');
    expect(attachment.headers).toMatchObject({
      'content-disposition': 'attachment; filename="offer.html"',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    });
    expect((await ada.call('GET', `/api/messages/${id}/attachments/1`)).statusCode).toBe(404);
  });

  it('links nothing if one record is out of sight, and nothing twice', async () => {
    const { ada, ben } = w.clients;
    const [mine, hidden] = [await w.company(ada, 'Mine'), await w.company(ben, 'Hidden')];
    const item = w.mail('ada', { id: freshId() });
    const refused = await ada.call('POST', '/api/items/links', { body: { item, records: [mine, hidden] } });
    expect(refusal(refused)).toEqual([422, 'reference-unknown']);
    expect((await w.view(ada, item)).links).toEqual([]);
    expect((await w.link(ada, item, mine)).added).toHaveLength(1);
    const again = await w.link(ada, item, mine);
    expect([again.added, again.view.links.length]).toEqual([[], 1]);
  });

  it('is done once under one Idempotency-Key', async () => {
    const { ada } = w.clients;
    const records = [await w.company(ada, 'Once')];
    const item = w.mail('ada', { id: freshId() });
    const options = { body: { item, records }, headers: { 'idempotency-key': freshId() } };
    const answers = await Promise.all([1, 2].map(() => ada.call('POST', '/api/items/links', options)));
    expect(new Set(answers.map((answer) => bodyOf<ItemSave>(answer).id)).size).toBe(1);
  });

  it('makes one record when two colleagues link it at the same time', async () => {
    const { ada, ben } = w.clients;
    const letter = { id: freshId() };
    const items = [w.mail('ada', letter), w.mail('ben', letter)] as const;
    const records = [await w.company(ada, 'Hers'), await w.company(ben, 'His')] as const;
    const saves = await Promise.all([w.link(ada, items[0], records[0]), w.link(ben, items[1], records[1])]);
    expect(new Set(saves.map(({ view }) => view.state.record?.id)).size).toBe(1);
    const id = saves[0].view.state.record?.id ?? '';
    const { witnesses, links } = bodyOf<Message>(await ada.call('GET', `/api/messages/${id}`));
    expect([...witnesses].sort()).toEqual([ada.user.id, ben.user.id].sort());
    expect(links.map(({ title }) => title)).toEqual(['Hers']);
  });

  it('that is a draft, not saved, or in no mailbox of the caller is refused', async () => {
    const { ada } = w.clients;
    const records = [await w.company(ada, 'Refuser')];
    const draft = w.mail('ada', { id: freshId() }, 'drafts');
    const link = (item: object) => ada.call('POST', '/api/items/links', { body: { item, records } });
    expect(refusal(await link(draft))).toEqual([422, 'item-is-draft']);
    expect(refusal(await link({ ...draft, itemId: null }))).toEqual([422, 'item-unsaved']);
    const unsaved = await w.view(ada, { ...draft, itemId: null, messageId: null });
    expect(unsaved.state).toMatchObject({ reason: { code: 'item-unsaved' }, markable: false });
    expect(unsaved.people).toHaveLength(3);
    expect(refusal(await link(w.mail('ben', { id: freshId() })))).toEqual([404, 'item-not-found']);
  });
});
