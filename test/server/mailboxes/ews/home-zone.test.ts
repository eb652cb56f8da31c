import type { MailboxEnvironment } from '../../../../src/server/mailboxes/provider.ts';
import { ewsProvider } from '../../../../src/server/mailboxes/ews/index.ts';
import { startSandbox } from '../../../../src/sandbox/main.ts';
import type { Sandbox } from '../../../../src/sandbox/main.ts';
import { anEvent, soon } from '../../../contracts/mailbox/events.ts';
import { newObject } from '../../../../src/server/mailboxes/caldav/from-item.ts';
import { environment } from './exchange.ts';
import { OLGA } from './harness.ts';

describe('The zone in which whole days are written', () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.stop());

  const homeZone = async (more: Partial<MailboxEnvironment> = {}): Promise<string | undefined> => {
    const account = { url: sandbox.ewsUrl, user: OLGA.address, password: OLGA.password, discovered: {} };
    const mailbox = ewsProvider.connect(account, { ...environment, ...more });
    try {
      return (await mailbox.probe(soon())).discovered['homeZone'];
    } finally {
      await mailbox.close?.();
    }
  };

  it.each([
    ['W. Europe Standard Time', 'Europe/Berlin'],
    ['Pacific Standard Time', 'America/Los_Angeles'],
    ['AUS Eastern Standard Time', 'Australia/Sydney'],
    ['India Standard Time', 'Asia/Calcutta'],
    ['Newfoundland Standard Time', 'America/St_Johns'],
  ])('is that of the working hours where the calendar is empty: %s', async (timeZone, zone) => {
    sandbox = await startSandbox({ users: [OLGA], ews: { timeZone } });
    expect(await homeZone()).toBe(zone);
  });

  it('is that of what is in the calendar, where something is', async () => {
    sandbox = await startSandbox({ users: [OLGA] });
    const calendarId = sandbox.groupware.calendars.of(OLGA.name)[0]?.id ?? '';
    const text = newObject(anEvent({ timeZone: 'America/New_York' }), { now: Date.now(), addresses: [] });
    sandbox.groupware.events.save({ calendarId, name: 'one.ics', text, schedule: false });
    expect(await homeZone()).toBe('America/New_York');
  });

  it('is UTC where the server has no working hours to tell', async () => {
    sandbox = await startSandbox({ users: [OLGA] });
    sandbox.faults.add({
      fault: { kind: 'server-busy', backOffMilliseconds: 1_000 },
      operation: 'GetUserAvailabilityRequest',
    });
    expect(await homeZone()).toBe('Etc/UTC');
  });
});
