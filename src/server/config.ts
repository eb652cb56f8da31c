import { resolve } from 'node:path';
import {
  ConfigError,
  databaseUrl,
  hosts,
  metricsToken,
  notifySmtp,
  notifyWebhook,
  oneOf,
  origins,
  proxies,
  publicUrl,
  secretKeys,
  tlsFiles,
  whole,
} from './config-checks.ts';

export { ConfigError };

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
  /** How owners and administrators are told of trouble; null: not by mail. The URL is a secret. */
  readonly notifySmtp: { readonly url: string; readonly from: string } | null;
  /** What is told of trouble besides; null: nothing. Secrets. */
  readonly notifyWebhook: { readonly url: string; readonly secret: string | null } | null;
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
    name: 'NOTIFY_SMTP_URL',
    default: '',
    meaning:
      'Mail server (smtp://user:password@host:587, or smtps://…:465) that tells owners and administrators of trouble; together with NOTIFY_FROM',
  },
  { name: 'NOTIFY_FROM', default: '', meaning: 'Address that such mails come from' },
  {
    name: 'NOTIFY_WEBHOOK_URL',
    default: '',
    meaning: 'Address (https://…) that such news are posted to as JSON, besides or instead',
  },
  {
    name: 'NOTIFY_WEBHOOK_SECRET',
    default: '',
    meaning: 'Key of the HMAC-SHA-256 in X-Liaison-Signature of those posts; without it they are not signed',
  },
  {
    name: 'METRICS_TOKEN',
    default: '',
    meaning: 'Bearer token that reads /metrics; if empty, /metrics is answered on this machine only',
  },
];

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
    notifySmtp: notifySmtp(text('NOTIFY_SMTP_URL'), text('NOTIFY_FROM')),
    notifyWebhook: notifyWebhook(text('NOTIFY_WEBHOOK_URL'), text('NOTIFY_WEBHOOK_SECRET')),
    metricsToken: metricsToken(text('METRICS_TOKEN')),
  };
}
