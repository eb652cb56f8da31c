import type { DemoFile } from '../../src/demo/demo-file.ts';
import { greeting } from '../../src/demo/greeting.ts';
import { story } from '../../src/demo/story/story.ts';
import { textOf } from '../docs/support.ts';

const file: DemoFile = {
  application: 'https://localhost:8443',
  api: 'https://localhost:8443/api',
  outlook: 'https://localhost:8481',
  sandbox: {
    caldav: 'http://127.0.0.1:8480/caldav/',
    ews: 'http://127.0.0.1:8480/EWS/Exchange.asmx',
    outbox: 'http://127.0.0.1:8480/sandbox/outbox',
  },
  accounts: story('2026-03-02').users.map(({ name, password, role, address }) => ({
    username: name,
    password,
    role,
    address,
  })),
};

describe("the demo's greeting", () => {
  it('is what the README shows', () => {
    const [shown = ''] = /^ {6}Liaison [^]*?^ {6}Sign in as\n(?: {8}.*\n)+/m.exec(textOf('README.md')) ?? [];
    const lines = shown.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(6);
    const said = greeting(file, false).trim().split('\n');
    expect(said.slice(0, lines.length).map((line) => line.trim())).toEqual(lines.map((line) => line.trim()));
  });

  it('warns of the certificate only where browsers will', () => {
    expect(greeting(file, true)).toMatch(/browser will warn/);
    expect(greeting(file, false)).not.toMatch(/certificate/);
  });
});
