import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Agent, request, type Dispatcher } from 'undici';
import { startSandbox, type Sandbox } from '../../src/sandbox/main.ts';
import { readConfig } from '../../src/server/config.ts';
import { hashPassword } from '../../src/server/http/password.ts';
import { startServer, type RunningServer } from '../../src/server/main.ts';
import { userStore } from '../../src/server/storage/users.ts';
import { newId } from '../../src/server/storage/uuid.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { examplesOf, parseCurl } from './api-example.ts';
import { textOf } from './support.ts';

const page = textOf('docs/api.md');
const examples = examplesOf(page);
const PASSWORD = 'anna-demo-2468';

describe('the examples of docs/api.md', () => {
  const agent = new Agent({ connect: { rejectUnauthorized: false } });
  const variables = new Map<string, string>();
  let dataDir: string;
  let database: TestDatabase;
  let sandbox: Sandbox;
  let server: RunningServer;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'liaison-docs-'));
    database = await testDatabase();
    const calendars = [{ slug: 'work', name: 'Work' }];
    const address = 'anna@kranich-vale.example';
    sandbox = await startSandbox({
      users: [{ name: 'anna', displayName: 'Anna', address, password: PASSWORD, calendars }],
    });
    const settings = {
      PORT: '0',
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      ALLOWED_PRIVATE_HOSTS: '127.0.0.1',
    };
    server = await startServer(readConfig(settings), pino({ level: 'silent' }));
    const account = { id: newId(), username: 'anna', displayName: 'Anna', email: address, locale: 'en' };
    const user = { ...account, timeZone: 'Europe/Zurich', role: 'user' as const };
    await userStore(database.db).create(user, await hashPassword(PASSWORD));
    variables.set('LIAISON', server.url ?? '');
  }, 60_000);

  afterAll(async () => {
    await server.stop();
    await agent.destroy();
    await sandbox.stop();
    await database.close();
    rmSync(dataDir, { recursive: true });
  });

  it('are all of them', () => {
    expect(examples).toHaveLength(page.split('```sh').length - 1);
    expect(examples.length).toBeGreaterThan(10);
  });

  // One after the other, as a reader does it: each uses what the answers before it gave.
  it.each(examples)('$command', async ({ command, status }) => {
    const call = parseCurl(command, variables);
    const answer = await request(call.url, {
      method: call.method,
      headers: call.headers,
      body: call.body === null ? null : call.body.replaceAll('http://127.0.0.1:8480', sandbox.url),
      dispatcher: agent,
    });
    const text = await firstOf(answer);
    expect({ status: answer.statusCode, text }).toEqual({ status, text });
    if (answer.headers['content-type'] === 'text/event-stream')
      expect(text).toMatch(/^event: progress\ndata: \{/);
    else if (text !== '') remember(new URL(call.url).pathname, JSON.parse(text));
  });

  /** What the page tells the reader to put into variables. */
  function remember(path: string, answer: { id?: string; token?: string; user?: { id: string } }): void {
    if (path === '/api/session' && answer.token !== undefined) variables.set('TOKEN', answer.token);
    if (path === '/api/session' && answer.user !== undefined) variables.set('ME', answer.user.id);
    if (path === '/api/appointments' && answer.id !== undefined) variables.set('ID', answer.id);
    if (path === '/api/mailboxes' && answer.id !== undefined) variables.set('MAILBOX', answer.id);
  }

  it('show a problem as it is', async () => {
    const shown = JSON.parse(/`400` and\n\n([\s\S]*?)\n\n/.exec(page)?.[1] ?? '') as object;
    const example = examples.find(({ command }) => command.includes('"nme"'));
    const call = parseCurl(example?.command ?? '', variables);
    const answer = await request(call.url, {
      method: 'POST',
      headers: call.headers,
      body: call.body,
      dispatcher: agent,
    });
    expect(await answer.body.json()).toEqual({ ...shown, requestId: expect.any(String) });
  });
});

/** The body; of a stream of events its beginning. */
async function firstOf({ headers, body }: Dispatcher.ResponseData): Promise<string> {
  if (headers['content-type'] !== 'text/event-stream') return body.text();
  for await (const piece of body as AsyncIterable<Uint8Array>) return Buffer.from(piece).toString('utf8');
  return '';
}
