import { randomUUID } from 'node:crypto';
import { startSandbox } from '../../src/sandbox/main.ts';
import { REQUIREMENTS } from '../requirements.ts';
import { makeCalendar } from '../support/caldav-server.ts';
import type { CaldavServer } from '../support/caldav-server.ts';
import { startCyrus } from '../support/cyrus.ts';
import { startRadicale } from '../support/radicale.ts';
import { countWire } from './wire-counter.ts';
import type { WireCounter } from './wire-counter.ts';

/** A server that everybody reaches through the same counter. */
export interface MeasuredServer extends CaldavServer {
  readonly name: string;
  /** How Liaison reaches it: the kind of its mailboxes, and the address of the account. Calendars are made by CalDAV. */
  readonly kind: string;
  readonly accountUrl: string;
  readonly wire: WireCounter;
}

/** A calendar that everybody fills or reads. */
export interface MeasuredCalendar {
  readonly name: string;
  readonly url: string;
}

type Started = CaldavServer & Partial<Pick<MeasuredServer, 'kind' | 'accountUrl'>>;

const START: Readonly<Record<string, () => Promise<Started>>> = {
  sandbox: ownServer,
  exchange: async () => {
    const server = await ownServer();
    return { ...server, kind: 'ews', accountUrl: new URL('/EWS/Exchange.asmx', server.url).href };
  },
  radicale: startRadicale,
  cyrus: startCyrus,
};

/** Makes an empty calendar with a name of its own. */
export async function freshCalendar(server: MeasuredServer): Promise<MeasuredCalendar> {
  const name = randomUUID();
  return { name, url: await makeCalendar(server, name) };
}

/** Whether a server can be started here. */
export function isInstalled(name: string): boolean {
  if (name === 'radicale' || name === 'cyrus') return REQUIREMENTS[name]();
  return name in START;
}

/** Starts a server, empty, with the user alice. */
export async function startMeasured(name: string): Promise<MeasuredServer> {
  const start = START[name];
  if (start === undefined) throw new Error(`There is no server ${name}`);
  const server = await start();
  const wire = await countWire(Number(new URL(server.url).port));
  const through = (url: string): string => {
    const counted = new URL(url);
    counted.port = String(wire.port);
    return counted.href;
  };
  const end = async (): Promise<void> => {
    await wire.close();
    await server.end();
  };
  return {
    ...server,
    name,
    kind: server.kind ?? 'caldav',
    url: through(server.url),
    accountUrl: through(server.accountUrl ?? server.url),
    home: through(server.home),
    wire,
    end,
  };
}

async function ownServer(): Promise<CaldavServer> {
  const user = { name: 'alice', displayName: 'Alice', address: 'alice@example.org', password: 'secret' };
  const sandbox = await startSandbox({ users: [{ ...user, calendars: [] }] });
  const home = `${sandbox.caldavUrl}calendars/alice/`;
  return {
    url: sandbox.caldavUrl,
    home,
    user: user.name,
    password: user.password,
    end: () => sandbox.stop(),
  };
}
