import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Agent, request } from 'undici';
import { readConfig } from '../../src/server/config.ts';
import { startServer, type RunningServer } from '../../src/server/main.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

/** The pages are those that `npm run build` left. */
describe('a server as it is started', () => {
  const agent = new Agent({ connect: { rejectUnauthorized: false } });
  let dataDir: string;
  let database: TestDatabase;
  let server: RunningServer;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'liaison-served-'));
    database = await testDatabase();
    const settings = {
      PORT: '0',
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      ROLE: 'serve',
      PANE_FRAME_ANCESTORS: 'https://owa.example.com',
    };
    server = await startServer(readConfig(settings), pino({ level: 'silent' }));
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await agent.destroy();
    await database.close();
    rmSync(dataDir, { recursive: true });
  });

  const get = async (address: string) => {
    const answer = await request(address, { dispatcher: agent });
    return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
  };
  const own = (text: string) => [
    ...new Set([...text.matchAll(/(?:"|=)(\/[^"\s>]+)/g)].map(([, path = '']) => path)),
  ];

  it('answers every address of its manifest, and every script of the pages there', async () => {
    const url = server.url ?? '';
    const manifest = await get(`${url}/manifest.xml`);
    expect(manifest.status).toBe(200);
    const addresses = [...new Set(manifest.text.match(/https:\/\/localhost:\d+\/[^"<]*/g) ?? [])];
    expect(addresses).toContain(`${url}/taskpane.html`);
    expect(addresses).toHaveLength(14);
    for (const address of [...addresses, `${url}/pane-sign-in.html`]) {
      const { status, headers, text } = await get(address);
      expect([address, status]).toEqual([address, 200]);
      if (!address.endsWith('.html')) continue;
      expect(headers['content-security-policy']).toMatch(
        /frame-ancestors 'self' https:\/\/outlook[^;]* https:\/\/owa\.example\.com;/,
      );
      expect(text).toContain('https://appsforoffice.microsoft.com/lib/1/hosted/office.js');
      const scripts = own(text).filter((path) => path.endsWith('.js'));
      expect(scripts.length).toBeGreaterThan(0);
      for (const script of scripts) expect([script, (await get(url + script)).status]).toEqual([script, 200]);
    }
  });
});
