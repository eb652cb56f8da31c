import type { Message } from '../../../src/contract/index.ts';
import { freshId, refusal, startItemsWorld, type ItemsWorld } from './items-world.ts';
import { bodyOf, type Client } from './world.ts';

describe('Unlinking a mail that is in the CRM', () => {
  let w: ItemsWorld;
  beforeAll(async () => {
    w = await startItemsWorld();
  });
  afterAll(() => w.close());

  const linksOf = async (client: Client, id: string) =>
    bodyOf<Message>(await client.call('GET', `/api/messages/${id}`)).links.map(({ title }) => title);
  const unlink = (client: Client, id: string, record: { recordType: string; id: string }) =>
    client.call('DELETE', `/api/messages/${id}/links/${record.recordType}/${record.id}`);

  it('takes one link away, for a witness of the mail; again it does nothing', async () => {
    const { ada, ben } = w.clients;
    const letter = { id: freshId() };
    const [hers, his] = [w.mail('ada', letter), w.mail('ben', letter)];
    const shared = await w.company(ada, 'Shared', { readers: [ben.user.id] });
    const kept = await w.company(ada, 'Kept');
    const { view } = await w.link(ada, hers, shared, kept);
    const id = view.state.record?.id ?? '';
    await w.view(ben, his);
    expect((await unlink(ben, id, shared)).statusCode).toBe(204);
    expect((await unlink(ben, id, shared)).statusCode).toBe(204);
    expect(await linksOf(ada, id)).toEqual(['Kept']);
    // What he may not see he can't unlink, and is not told of.
    expect((await unlink(ben, id, kept)).statusCode).toBe(204);
    expect(await linksOf(ada, id)).toEqual(['Kept']);
  });

  it('is refused to strangers, and for mails that are not there', async () => {
    const { ada, cay } = w.clients;
    const company = await w.company(ada, 'Open to all', { readers: [cay.user.id] });
    const { view } = await w.link(ada, w.mail('ada', { id: freshId() }), company);
    const id = view.state.record?.id ?? '';
    expect(refusal(await unlink(cay, id, company))).toEqual([404, 'not-found']);
    expect(await linksOf(ada, id)).toEqual(['Open to all']);
    expect(refusal(await unlink(ada, company.id, company))).toEqual([404, 'not-found']);
  });
});
