import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { parseKeys } from './storage/seal.ts';

/** The server's settings, checked. */
export interface Config {
  /** TCP port; 0: any free one. */
  readonly port: number;
  readonly host: string;
  /** Where people's browsers find it, without a slash at the end. */
  readonly publicUrl: string;
  /** Absolute path. */
  readonly dataDir: string;
  /** Null: the server starts a PostgreSQL of its own. A secret. */
  readonly databaseUrl: string | null;
  /** Newest first; null: the file secret.key in `dataDir`. Secrets. */
  readonly secretKeys: readonly Buffer[] | null;
  readonly role: 'serve' | 'work' | 'both';
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Seconds between two pumps of a new mailbox. */
  readonly intervalSeconds: number;
  /** Mailboxes that one process pumps at the same time. */
  readonly concurrency: number;
  /** Longest duration of one call to a mailbox. */
  readonly callTimeoutMs: number;
  /** Hosts inside the server's own network that mailboxes may be on, lower case. */
  readonly allowedPrivateHosts: readonly string[];
  /** Absolute paths in PEM format; null: a certificate of its own. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Addresses and networks of proxies in front, separated by commas; null: there are none. */
  readonly trustProxy: string | null;
  /** Origins of Outlooks on the web, beside Microsoft's own, that may show the pane. */
  readonly paneFrameAncestors: readonly string[];
  /** Needed to read /metrics; null: from this machine only. A secret. */
  readonly metricsToken: string | null;
}

/** One setting, for people. */
export interface Setting {
  readonly name: string;
  /** As it would be written; '' for none. */
  readonly default: string;
  readonly meaning: string;
}

const ROLES = ['serve', 'work', 'both'] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Every setting. The README lists them from here. */
export const SETTINGS: readonly Setting[] = [
  { name: 'PORT', default: '8443', meaning: 'Port of the server (https); 0 takes any free one' },
  { name: 'HOST', default: '127.0.0.1', meaning: 'Address to listen on; 0.0.0.0 for all' },
  {
    name: 'PUBLIC_URL',
    default: '',
    meaning: 'Where browsers find the server; https://localhost and the port if empty',
  },
  { name: 'DATA_DIR', default: './data', meaning: 'Folder of the database, the keys and the certificate' },
  {
    name: 'DATABASE_URL',
    default: '',
    meaning: 'A PostgreSQL of your own (postgres://...); one is started if empty',
  },
  {
    name: 'LIAISON_SECRET_KEY',
    default: '',
    meaning:
      'Key that seals stored passwords: 32 bytes in base64, the newest in front of older ones; DATA_DIR/secret.key if empty',
  },
  { name: 'ROLE', default: 'both', meaning: 'serve (pages and API), work (synchronisation) or both' },
  { name: 'LOG_LEVEL', default: 'info', meaning: `What is logged: ${LOG_LEVELS.join(', ')}` },
  {
    name: 'INTERVAL_SECONDS',
    default: '300',
    meaning: 'Seconds between two looks at a mailbox, unless its owner chose others',
  },
  { name: 'CONCURRENCY', default: '4', meaning: 'Mailboxes that one process synchronises at the same time' },
  { name: 'CALL_TIMEOUT_SECONDS', default: '30', meaning: 'Longest duration of one call to a mailbox' },
  {
    name: 'ALLOWED_PRIVATE_HOSTS',
    default: '',
    meaning: "Hosts inside the server's own network that mailboxes may be on, separated by commas",
  },
  { name: 'TLS_CERT', default: '', meaning: 'File of the certificate chain (PEM), together with TLS_KEY' },
  {
    name: 'TLS_KEY',
    default: '',
    meaning: 'File of the private key (PEM); without both, a certificate is made',
  },
  {
    name: 'TRUST_PROXY',
    default: '',
    meaning:
      'Addresses or networks of proxies in front, separated by commas: who the client is, is believed of them alone',
  },
  {
    name: 'PANE_FRAME_ANCESTORS',
    default: '',
    meaning:
      'Outlook on the web of Exchange servers of your own (https://mail.example.com), separated by commas: who else than Microsoft 365 may show the pane',
  },
  {
    name: 'METRICS_TOKEN',
    default: '',
    meaning: 'Bearer token that reads /metrics; if empty, /metrics is answered on this machine only',
  },
];

/** A setting that can't be used: names it and what is expected, never its value. */
export class ConfigError extends Error {
  readonly setting: string;
  constructor(setting: string, expected: string) {
    super(`${setting} must be ${expected}`);
    this.name = 'ConfigError';
    this.setting = setting;
  }
}

/** A port that another program has: names it and the setting that chooses another. */
export class PortInUse extends Error {
  constructor(setting: string, port: number) {
    super(`Port ${port} is in use: choose another with ${setting}=…`);
    this.name = 'PortInUse';
  }
}

/** Rejects with PortInUse where `listening` rejected because somebody else listens there. */
export async function withPort<T>(setting: string, port: number, listening: Promise<T>): Promise<T> {
  try {
    return await listening;
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    throw code === 'EADDRINUSE' ? new PortInUse(setting, port) : error;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads and checks every setting; throws ConfigError. The only reader of the environment. */
export function readConfig(environment: Environment = process.env): Config {
  const text = (name: string): string => {
    const given = environment[name]?.trim() ?? '';
    return given === '' ? (SETTINGS.find((setting) => setting.name === name)?.default ?? '') : given;
  };
  const port = whole(text, 'PORT', 0, 65_535);
  return {
    port,
    host: text('HOST'),
    publicUrl: publicUrl(text('PUBLIC_URL')) ?? `https://localhost:${port}`,
    dataDir: resolve(text('DATA_DIR')),
    databaseUrl: databaseUrl(text('DATABASE_URL')),
    secretKeys: secretKeys(text('LIAISON_SECRET_KEY')),
    role: oneOf(text, 'ROLE', ROLES),
    logLevel: oneOf(text, 'LOG_LEVEL', LOG_LEVELS),
    intervalSeconds: whole(text, 'INTERVAL_SECONDS', 30, 86_400),
    concurrency: whole(text, 'CONCURRENCY', 1, 100),
    callTimeoutMs: whole(text, 'CALL_TIMEOUT_SECONDS', 1, 600) * 1000,
    allowedPrivateHosts: hosts(text('ALLOWED_PRIVATE_HOSTS')),
    tls: tlsFiles(text('TLS_CERT'), text('TLS_KEY')),
    trustProxy: proxies(text('TRUST_PROXY')),
    paneFrameAncestors: origins(text('PANE_FRAME_ANCESTORS')),
    metricsToken: metricsToken(text('METRICS_TOKEN')),
  };
}

type Text = (name: string) => string;

function whole(text: Text, name: string, least: number, most: number): number {
  const value = Number(text(name));
  if (!/^\d+$/.test(text(name)) || value < least || value > most) {
    throw new ConfigError(name, `a whole number from ${least} to ${most}`);
  }
  return value;
}

function oneOf<T extends string>(text: Text, name: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text(name));
  if (found === undefined) throw new ConfigError(name, `one of ${allowed.join(', ')}`);
  return found;
}

function publicUrl(text: string): string | null {
  if (text === '') return null;
  const url = parseUrl(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new ConfigError('PUBLIC_URL', 'an address like https://liaison.example');
  }
  return url.href.replace(/\/+$/, '');
}

/** Null: it is not an address. */
function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function databaseUrl(text: string): string | null {
  if (text === '') return null;
  const url = parseUrl(text);
  if (url === null || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    throw new ConfigError('DATABASE_URL', 'an address like postgres://user:password@host:5432/name');
  }
  return text;
}

function secretKeys(text: string): readonly Buffer[] | null {
  if (text === '') return null;
  const keys = parseKeys(text);
  if (keys === null)
    throw new ConfigError('LIAISON_SECRET_KEY', '32 bytes in base64 (openssl rand -base64 32)');
  return keys;
}

function hosts(text: string): readonly string[] {
  const names = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((name) => name !== '');
  if (names.some((name) => /[/@]/.test(name))) {
    throw new ConfigError(
      'ALLOWED_PRIVATE_HOSTS',
      'host names or addresses separated by commas, without paths',
    );
  }
  return names;
}

/** Fastify's form: networks as text, separated by commas. */
function proxies(text: string): string | null {
  const networks = text.split(/[\s,]+/).filter((network) => network !== '');
  if (!networks.every((network) => ipaddr.isValid(network) || ipaddr.isValidCIDR(network))) {
    throw new ConfigError('TRUST_PROXY', 'addresses or networks (10.0.0.0/8) separated by commas');
  }
  return networks.length === 0 ? null : networks.join(',');
}

function origins(text: string): readonly string[] {
  return text
    .split(/[\s,]+/)
    .filter((address) => address !== '')
    .map((address) => {
      const url = parseUrl(address);
      // A browser names origins without user, path or query; what else stands here is a mistake.
      if (url?.protocol !== 'https:' || url.href !== `${url.origin}/` || !/^[\w.:[\]-]+$/.test(url.host)) {
        throw new ConfigError(
          'PANE_FRAME_ANCESTORS',
          'origins like https://mail.example.com separated by commas',
        );
      }
      return url.origin;
    });
}

function metricsToken(text: string): string | null {
  if (text === '') return null;
  if (!/^[!-~]{16,}$/.test(text)) {
    throw new ConfigError('METRICS_TOKEN', 'at least 16 visible ASCII characters');
  }
  return text;
}

function tlsFiles(cert: string, key: string): Config['tls'] {
  if (cert === '' && key === '') return null;
  for (const [name, path] of Object.entries({ TLS_CERT: cert, TLS_KEY: key })) {
    if (path === '' || !existsSync(path))
      throw new ConfigError(name, 'an existing file, given together with the other');
  }
  return { cert: resolve(cert), key: resolve(key) };
}
