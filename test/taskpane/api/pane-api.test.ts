import { paneApi } from '../../../src/taskpane/api/pane-api.ts';
import type { Access } from '../../../src/taskpane/api/pane-api.ts';
import { Problem, Unreachable } from '../../../src/taskpane/api/problems.ts';
import { fakeFetch, signedOut } from '../support/fake-fetch.ts';

const item = {
  kind: 'message' as const,
  itemId: 'id',
  messageId: '<a@b>',
  conversationId: null,
  seriesId: null,
  subject: 'Secret plans',
  start: null,
  end: null,
  participants: [],
};
const company = { recordType: 'company' as const, id: '0193e9a0-0000-7000-8000-000000000001' };
const attempt = { idempotencyKey: 'key-1' };

let server: ReturnType<typeof fakeFetch>;
beforeEach(() => {
  server = fakeFetch();
});
afterEach(() => server.restore());

const access = (renewed: () => Promise<string> = () => Promise.resolve('second')): Access => ({
  token: () => Promise.resolve('first'),
  tokenAfter: renewed,
});

it('sends what the contract says, each write under its key', async () => {
  const api = paneApi(access());
  const ok = { status: 200, body: {} };
  const none = { status: 204 };
  server.answers('POST /api/items/view', ok);
  server.answers('POST /api/items/links', ok);
  server.answers('POST /api/items/links/remove', ok);
  server.answers('POST /api/items/links/last', ok);
  server.answers('POST /api/items/mark', ok);
  server.answers('POST /api/items/not-sent', ok);
  server.answers('POST /api/items/saves/s%2F1/undo', none);
  server.answers(`PUT /api/items/dismissals/company/${company.id}`, none);
  server.answers(`DELETE /api/items/dismissals/company/${company.id}`, none);
  server.answers('GET /api/records/search?q=M%C3%BCller+%26+Co&limit=12&types=company%2Cperson', ok);
  await api.viewItem(item);
  await api.linkItem(item, [company], attempt);
  await api.unlinkItem(item, [company], attempt);
  await api.linkAsLastTime(item, attempt);
  await api.markItem(item, true, attempt);
  await api.decideNotSent(item, 'send', attempt);
  await api.undoSave('s/1', attempt);
  await api.dismiss(company, true);
  await api.dismiss(company, false);
  await api.searchRecords('Müller & Co', ['company', 'person'], new AbortController().signal);
  expect(server.requests).toHaveLength(10);
  expect(server.bodies.slice(0, 6)).toEqual([
    { item },
    { item, records: [company] },
    { item, records: [company] },
    { item },
    { item, synchronise: true },
    { item, decision: 'send' },
  ]);
  const keys = server.headers.map((each) => each.get('idempotency-key'));
  expect(keys).toEqual([null, 'key-1', 'key-1', 'key-1', 'key-1', 'key-1', 'key-1', null, null, null]);
  for (const headers of server.headers) {
    expect(headers.get('authorization')).toBe('Bearer first');
    expect(headers.get('accept-language')).toBe('de');
  }
  // What a mail is about belongs into no address.
  expect(server.requests.join()).not.toContain('Secret');
});

it('repeats a call once with a new token, under the same key', async () => {
  server.answers('POST /api/items/links', signedOut, { status: 200, body: { id: 'save' } });
  await expect(paneApi(access()).linkItem(item, [company], attempt)).resolves.toEqual({ id: 'save' });
  expect(server.headers.map((each) => each.get('authorization'))).toEqual(['Bearer first', 'Bearer second']);
  expect(server.headers.map((each) => each.get('idempotency-key'))).toEqual(['key-1', 'key-1']);
});

it('gives up when the new token is refused too', async () => {
  server.answers('POST /api/items/view', signedOut, signedOut);
  await expect(paneApi(access()).viewItem(item)).rejects.toMatchObject({ status: 401 });
  expect(server.requests).toHaveLength(2);
});

it('tells refusals, silence and its own end apart', async () => {
  const api = paneApi(access());
  server.answers(
    'POST /api/items/view',
    { status: 422, body: { code: 'invalid', detail: 'Nein.', parameters: { a: 1 }, requestId: 'r' } },
    { status: 502 },
    null,
    null,
  );
  await expect(api.viewItem(item)).rejects.toMatchObject({
    code: 'invalid',
    detail: 'Nein.',
    requestId: 'r',
  });
  await expect(api.viewItem(item)).rejects.toEqual(new Problem(502, undefined));
  await expect(api.viewItem(item)).rejects.toBeInstanceOf(Unreachable);
  const controller = new AbortController();
  controller.abort(new Error('not wanted'));
  await expect(api.viewItem(item, controller.signal)).rejects.not.toBeInstanceOf(Unreachable);
  expect(server.signals.at(-1)?.aborted).toBe(true);
});
