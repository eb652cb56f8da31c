import { resolve } from 'node:path';
import { ConfigError, readConfig, SETTINGS } from '../../src/server/config.ts';

describe('settings', () => {
  it('have defaults', () => {
    expect(readConfig({})).toEqual({
      port: 8443,
      host: '127.0.0.1',
      publicUrl: 'https://localhost:8443',
      dataDir: resolve('data'),
      databaseUrl: null,
      secretKeys: null,
      role: 'both',
      logLevel: 'info',
      intervalSeconds: 300,
      concurrency: 4,
      callTimeoutMs: 30_000,
      allowedPrivateHosts: [],
      tls: null,
      trustProxy: null,
      paneFrameAncestors: [],
      notifySmtp: null,
      notifyWebhook: null,
      metricsToken: null,
    });
  });

  it('are taken from the environment; empty ones count as not given', () => {
    const key = Buffer.alloc(32, 7);
    const config = readConfig({
      PORT: '9000',
      HOST: '',
      PUBLIC_URL: 'https://crm.example/liaison/',
      DATABASE_URL: 'postgres://u:p@db/liaison',
      LIAISON_SECRET_KEY: key.toString('base64'),
      ROLE: 'work',
      ALLOWED_PRIVATE_HOSTS: 'Mail.Internal, 127.0.0.1',
      TLS_CERT: 'package.json',
      TLS_KEY: 'package.json',
      TRUST_PROXY: '127.0.0.1, 10.0.0.0/8',
      PANE_FRAME_ANCESTORS: 'https://Mail.Example.com/, https://owa.example.com:8443',
      NOTIFY_SMTP_URL: 'smtp://liaison:secret@mail.example:587',
      NOTIFY_FROM: 'liaison@crm.example',
      NOTIFY_WEBHOOK_URL: 'https://chat.example/hook',
      METRICS_TOKEN: 'scrape-me-if-you-can',
    });
    expect(config).toMatchObject({
      port: 9000,
      host: '127.0.0.1',
      publicUrl: 'https://crm.example/liaison',
      databaseUrl: 'postgres://u:p@db/liaison',
      secretKeys: [key],
      role: 'work',
      allowedPrivateHosts: ['mail.internal', '127.0.0.1'],
      tls: { cert: resolve('package.json'), key: resolve('package.json') },
      trustProxy: '127.0.0.1,10.0.0.0/8',
      paneFrameAncestors: ['https://mail.example.com', 'https://owa.example.com:8443'],
      notifySmtp: { url: 'smtp://liaison:secret@mail.example:587', from: 'liaison@crm.example' },
      notifyWebhook: { url: 'https://chat.example/hook', secret: null },
      metricsToken: 'scrape-me-if-you-can',
    });
  });

  it.each([
    ['PORT', '80a'],
    ['PORT', '70000'],
    ['PUBLIC_URL', 'no address'],
    ['PUBLIC_URL', 'ftp://liaison.example'],
    ['DATABASE_URL', 'mysql://secret@db/x'],
    ['LIAISON_SECRET_KEY', 'c2VjcmV0'],
    ['ROLE', 'everything'],
    ['LOG_LEVEL', 'loud'],
    ['INTERVAL_SECONDS', '5'],
    ['CONCURRENCY', '777'],
    ['CALL_TIMEOUT_SECONDS', '-1'],
    ['ALLOWED_PRIVATE_HOSTS', 'http://mail.internal/'],
    ['TLS_CERT', '/no/such/file'],
    ['TRUST_PROXY', 'proxy.internal'],
    ['PANE_FRAME_ANCESTORS', 'owa.intern.example'],
    ['PANE_FRAME_ANCESTORS', 'http://owa.intern.example'],
    ['PANE_FRAME_ANCESTORS', 'https://owa.intern.example/owa'],
    ['PANE_FRAME_ANCESTORS', 'https://*.example.com'],
    ['PANE_FRAME_ANCESTORS', 'https://owa.intern.example;script-src'],
    ['NOTIFY_SMTP_URL', 'mail.example:587'],
    ['NOTIFY_WEBHOOK_URL', 'ftp://chat.example'],
    ['METRICS_TOKEN', 'too short'],
  ])('%s refuses %s, by name and without repeating it', (name, value) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`^${name} must be `));
    expect(read).not.toThrow(value);
  });

  it('are listed, each with a meaning', () => {
    const names = SETTINGS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { meaning } of SETTINGS) expect(meaning.length).toBeGreaterThan(10);
  });
});
