import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino, type Logger } from 'pino';
import { Agent } from 'undici';
import { createApp } from '../../../src/server/http/app.ts';
import { loggerOptions } from '../../../src/server/http/logger.ts';
import { createMetrics } from '../../../src/server/http/metrics.ts';
import { recordUrls } from '../../../src/server/http/record-services.ts';
import { mailboxProvider } from '../../../src/server/mailboxes/registry.ts';
import { appServices } from '../../../src/server/services.ts';
import { folderBlobs } from '../../../src/server/storage/blobs.ts';
import { createSeal, type Seal } from '../../../src/server/storage/seal.ts';
import { askApi, type Method } from '../../whole/ask-api.ts';
import { openStoryDatabase, type StoryDatabase } from './story-database.ts';

/** Asks the API as a user (an id); `version` makes a write conditional. Anything but success throws. */
export type Ask = (
  userId: string,
  method: Method,
  path: string,
  body?: object,
  version?: string,
) => Promise<unknown>;

/** What stories have in common that are played one after the other: the server's API on its database. */
export interface Premises {
  readonly database: StoryDatabase;
  /** Where the API is, without a slash at its end. */
  readonly url: string;
  readonly agent: Agent;
  readonly seal: Seal;
  readonly logger: Logger;
  /** Empties the database and the log, and keeps the story's time from now on. */
  begin(now: () => number): Promise<void>;
  /** What was logged since then. */
  readonly log: () => string;
  close(): Promise<void>;
}

export const URL_OF = recordUrls('https://liaison.example');
/** Longest duration of one call to a mailbox. */
export const CALL_MS = 20_000;

/** Opens the server's API on a database of its own. */
export async function openPremises(): Promise<Premises> {
  const database = await openStoryDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'liaison-story-'));
  const lines: string[] = [];
  const logger = loggerInto(lines);
  const seal = createSeal([randomBytes(32)]);
  let clock = (): number => Date.now();
  const services = appServices({
    config: { callTimeoutMs: CALL_MS, intervalSeconds: 300 },
    database,
    seal,
    progress: { subscribe: () => () => undefined },
    metrics: createMetrics(),
    connect: (kind, account) =>
      mailboxProvider(kind)?.connect(account, {
        now: () => clock(),
        allowedPrivateHosts: ['127.0.0.1'],
        callTimeoutMs: CALL_MS,
      }) ?? null,
    blobs: folderBlobs(folder),
    urlOf: URL_OF,
    onError: (error) => {
      throw error;
    },
    now: () => new Date(clock()),
  });
  const api = await createApp(services, {
    logger,
    version: '0.0.0-story',
    tls: null,
    trustProxy: null,
    pages: null,
    pane: null,
    frameAncestors: [],
    publicUrl: () => 'https://liaison.example',
    metricsToken: null,
    secret: randomBytes(32),
  });
  const url = await api.listen({ host: '127.0.0.1', port: 0 });
  const agent = new Agent();
  return {
    database,
    url,
    agent,
    seal,
    logger,
    begin: async (now) => {
      clock = now;
      lines.length = 0;
      await database.begin(now);
    },
    log: () => lines.join(''),
    close: async () => {
      await agent.close();
      await api.close();
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The API as those see it who have these tokens, by user. */
export function askWith(
  { url, agent }: Pick<Premises, 'url' | 'agent'>,
  tokens: ReadonlyMap<string, string>,
): Ask {
  return async (userId, method, path, body, version) => {
    const token = tokens.get(userId) ?? '';
    const answer = await askApi<unknown>({ url, agent }, token, method, path, body, version);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
}

function loggerInto(lines: string[]): Logger {
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return pino({ ...loggerOptions, level: 'trace' }, stream);
}
