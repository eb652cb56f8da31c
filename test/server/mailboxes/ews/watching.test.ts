import type {
  AccountConnection,
  Connected,
} from '../../../../src/server/mailboxes/ews/account-connection.ts';
import { watchCalendars } from '../../../../src/server/mailboxes/ews/watching.ts';
import { Denied, Unavailable } from '../../../../src/sync/errors.ts';
import type { SyncError } from '../../../../src/sync/errors.ts';
import { until } from '../../../support/until.ts';
import { environment, ewsAt } from './exchange.ts';

const AWAY = new Unavailable({ code: 'connection-refused' }, 'none');

/** An account that can be reached after these failures. */
function startAccount(failures: SyncError[]): {
  connection: AccountConnection;
  looks: () => number;
  watched: () => number;
} {
  let [looks, watched] = [0, 0];
  const ready = (): Promise<Connected> => {
    looks += 1;
    const failure = failures.shift();
    if (failure !== undefined) return Promise.reject(failure);
    const watch = (): (() => void) => {
      watched += 1;
      return () => {
        watched -= 1;
      };
    };
    const ews = { ...ewsAt(new URL('http://127.0.0.1:1/')), watch };
    const facts = {
      url: new URL('http://127.0.0.1:1/'),
      addresses: [],
      schemaVersion: null,
      server: '',
      homeZone: '',
    };
    return Promise.resolve({ ews, facts, homeZone: { see: () => undefined, current: () => '' } });
  };
  const connection = { ready, discover: ready, close: () => Promise.resolve() };
  return { connection, looks: () => looks, watched: () => watched };
}

describe('Watching an account', () => {
  const pauses = { firstMs: 1, longestMs: 5 };

  it('begins when it can be reached at last, and ends when it is stopped', async () => {
    const { connection, looks, watched } = startAccount([AWAY, AWAY, AWAY, AWAY]);
    const stop = watchCalendars(connection, environment, () => undefined, pauses);
    await until(() => watched() === 1);
    expect(looks()).toBe(5);
    stop();
    expect(watched()).toBe(0);
  });

  it('never begins once it is stopped', async () => {
    const { connection, looks, watched } = startAccount(Array.from({ length: 1000 }, () => AWAY));
    const stop = watchCalendars(connection, environment, () => undefined, pauses);
    await until(() => looks() > 2);
    stop();
    const before = looks();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([looks(), watched()]).toEqual([before, 0]);
  });

  it('does not try a refused password again and again', async () => {
    const denied = new Denied({ code: 'sign-in-refused' }, 'mailbox');
    const { connection, looks } = startAccount([denied, denied, denied]);
    const stop = watchCalendars(connection, environment, () => undefined, pauses);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(looks()).toBe(1);
    stop();
  });
});
