import { Problem, Unreachable } from '../../../src/taskpane/api/problems.ts';
import { OfficeProblem } from '../../../src/taskpane/office/port.ts';
import { messageOf } from '../../../src/taskpane/session/dialog-message.ts';
import { paneSession } from '../../../src/taskpane/session/pane-session.ts';
import { fakeFetch, signedOut, tokenAnswer } from '../support/fake-fetch.ts';

const { jest } = import.meta;

const MINUTE = 60_000;
const dialogThat = (answer: () => Promise<string>) => ({ askInDialog: answer });
const noDialog = dialogThat(() => Promise.reject(new Error('No dialog was expected')));

let server: ReturnType<typeof fakeFetch>;
beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z') });
  server = fakeFetch();
});
afterEach(() => {
  server.restore();
  jest.useRealTimers();
});

it('continues the session that this browser has', async () => {
  server.answers('POST /api/pane/refresh', tokenAnswer('one', 15 * MINUTE));
  const session = paneSession(noDialog);
  expect(session.state()).toEqual({ stage: 'starting' });
  await session.start();
  expect(session.state()).toMatchObject({ stage: 'signed-in', user: { displayName: 'Anna Keller' } });
  await expect(session.token()).resolves.toBe('one');
  expect(server.requests).toEqual(['POST /api/pane/refresh']);
});

it('is signed out where there is no session, and asks for none again', async () => {
  server.answers('POST /api/pane/refresh', signedOut);
  const session = paneSession(noDialog);
  await session.start();
  expect(session.state()).toEqual({ stage: 'signed-out', ended: false });
  await expect(session.token()).rejects.toMatchObject({ status: 401, code: 'not-signed-in' });
  expect(server.requests).toHaveLength(1);
});

it('tells a server that does not answer from one that knows nobody, and starts later', async () => {
  const session = paneSession(noDialog);
  server.answers('POST /api/pane/refresh', null, tokenAnswer('one', 15 * MINUTE));
  await session.start();
  expect(session.state()).toMatchObject({ stage: 'unreachable', error: expect.any(Unreachable) });
  await session.start();
  expect(session.state()).toMatchObject({ stage: 'signed-in' });
});

it('renews the token once, a minute before it expires, however many ask for it', async () => {
  server.answers('POST /api/pane/refresh', tokenAnswer('one', 15 * MINUTE), tokenAnswer('two', 30 * MINUTE));
  const session = paneSession(noDialog);
  await session.start();
  await jest.advanceTimersByTimeAsync(13 * MINUTE);
  expect(server.requests).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(MINUTE);
  await expect(Promise.all([session.token(), session.token(), session.tokenAfter('one')])).resolves.toEqual([
    'two',
    'two',
    'two',
  ]);
  expect(server.requests).toHaveLength(2);
});

it('asks once for many calls whose token was refused at the same time', async () => {
  server.answers('POST /api/pane/refresh', tokenAnswer('one', 15 * MINUTE), tokenAnswer('two', 15 * MINUTE));
  const session = paneSession(noDialog);
  await session.start();
  const tokens = await Promise.all([session.tokenAfter('one'), session.tokenAfter('one')]);
  await expect(session.tokenAfter('one')).resolves.toBe('two');
  expect(tokens).toEqual(['two', 'two']);
  expect(server.requests).toHaveLength(2);
});

it('does not renew without end where this computer’s clock is wrong', async () => {
  server.answers('POST /api/pane/refresh', tokenAnswer('one', -60 * MINUTE));
  const session = paneSession(noDialog);
  await session.start();
  await session.token();
  await session.token();
  expect(server.requests).toHaveLength(1);
});

it('is over when renewing it is refused', async () => {
  server.answers('POST /api/pane/refresh', tokenAnswer('one', 15 * MINUTE), signedOut);
  const session = paneSession(noDialog);
  await session.start();
  await expect(session.tokenAfter('one')).rejects.toMatchObject({ status: 401 });
  expect(session.state()).toEqual({ stage: 'signed-out', ended: true });
});

it('goes on while the server is away', async () => {
  server.answers(
    'POST /api/pane/refresh',
    tokenAnswer('one', 15 * MINUTE),
    null,
    tokenAnswer('two', 40 * MINUTE),
  );
  const session = paneSession(noDialog);
  await session.start();
  await jest.advanceTimersByTimeAsync(14 * MINUTE);
  expect(session.state()).toMatchObject({ stage: 'signed-in' });
  await expect(session.token()).resolves.toBe('two');
});

it('signs in with the code that the dialog hands over', async () => {
  server.answers('POST /api/pane/refresh', signedOut);
  server.answers('POST /api/pane/token', tokenAnswer('one', 15 * MINUTE));
  const paths: string[] = [];
  const session = paneSession({
    askInDialog: (path) => {
      paths.push(path);
      return Promise.resolve(messageOf('a-code'));
    },
  });
  await session.start();
  await session.signIn();
  expect(paths).toEqual(['/pane-sign-in.html']);
  expect(server.bodies.at(-1)).toEqual({ code: 'a-code' });
  expect(session.state()).toMatchObject({ stage: 'signed-in' });
});

it.each([
  '',
  'a-code',
  '{"code":1}',
  '{"code":""}',
  '[]',
  'null',
  '{"code":"a b"}',
  `{"code":"${'x'.repeat(201)}"}`,
])('believes no message but a code: %j', async (message) => {
  server.answers('POST /api/pane/refresh', signedOut);
  const session = paneSession(dialogThat(() => Promise.resolve(message)));
  await session.start();
  await expect(session.signIn()).rejects.toBeInstanceOf(SyntaxError);
  expect(session.state()).toMatchObject({ stage: 'signed-out' });
  expect(server.requests).toHaveLength(1);
});

it('stays signed out where the dialog was closed or the code refused', async () => {
  const closed = new OfficeProblem('dialog-closed', 'displayDialogAsync');
  await expect(paneSession(dialogThat(() => Promise.reject(closed))).signIn()).rejects.toBe(closed);
  server.answers('POST /api/pane/token', { status: 401, body: { code: 'pane-code-invalid' } });
  const session = paneSession(dialogThat(() => Promise.resolve(messageOf('old'))));
  await expect(session.signIn()).rejects.toBeInstanceOf(Problem);
  expect(session.state()).not.toMatchObject({ stage: 'signed-in' });
});

it('signs out on the server, with the token; if that fails, nobody is signed out', async () => {
  server.answers('POST /api/pane/refresh', tokenAnswer('one', 15 * MINUTE));
  server.answers('DELETE /api/pane/session', null, { status: 204 });
  const session = paneSession(noDialog);
  await session.start();
  await expect(session.signOut()).rejects.toBeInstanceOf(Unreachable);
  expect(session.state()).toMatchObject({ stage: 'signed-in' });
  await session.signOut();
  expect(server.headers.at(-1)?.get('authorization')).toBe('Bearer one');
  expect(session.state()).toEqual({ stage: 'signed-out', ended: false });
  await jest.advanceTimersByTimeAsync(60 * MINUTE);
  expect(server.requests).toHaveLength(3);
});

it('signs out where the session has ended on the server meanwhile', async () => {
  server.answers('POST /api/pane/refresh', tokenAnswer('one', 15 * MINUTE));
  server.answers('DELETE /api/pane/session', signedOut);
  const session = paneSession(noDialog);
  await session.start();
  await session.signOut();
  expect(session.state()).toEqual({ stage: 'signed-out', ended: false });
});

it('keeps the token in memory alone', async () => {
  server.answers('POST /api/pane/refresh', tokenAnswer('secret-token', 15 * MINUTE));
  const session = paneSession(noDialog);
  await session.start();
  expect(JSON.stringify([session, session.state()])).not.toContain('secret-token');
});
