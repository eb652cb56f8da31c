import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox } from '../../src/sandbox/main.ts';
import type { Appointment } from '../../src/contract/index.ts';
import { describeWith } from '../requirements.ts';
import { startDavmail, type Davmail } from '../support/davmail.ts';
import { until } from '../support/until.ts';
import { eventText, startLiveWorld, type LiveWorld, type Person } from './live-world.ts';

const SINGLE = [
  'DTSTART;TZID=Europe/Berlin:20260310T100000',
  'DTEND;TZID=Europe/Berlin:20260310T113000',
  'LOCATION:Größe 7',
  'DESCRIPTION:One\\nTwo',
];
const FAIR = ['DTSTART;VALUE=DATE:20260312', 'DTEND;VALUE=DATE:20260314'];
const WEEKLY = [
  'DTSTART;TZID=Europe/Berlin:20260311T090000',
  'DTEND;TZID=Europe/Berlin:20260311T100000',
  'RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=5',
  'EXDATE;TZID=Europe/Berlin:20260318T090000',
];
const EVENTS: Readonly<Record<string, readonly string[]>> = { Single: SINGLE, Fair: FAIR, Weekly: WEEKLY };

/** The same mailbox content, once through our own Exchange adapter and once through DavMail and our CalDAV adapter. */
describeWith(['davmail'], 'An Exchange through DavMail', () => {
  let world: LiveWorld;
  let davmail: Davmail;
  let direct: Person;
  let through: Person;
  beforeAll(async () => {
    const sandbox = await startSandbox({ users: [] });
    davmail = await startDavmail(sandbox.ewsUrl);
    world = await startLiveWorld({
      sandbox,
      config: { allowedPrivateHosts: ['127.0.0.1'], callTimeoutMs: 30_000 },
    });
    [direct, through] = [await world.person('direct'), await world.person('through')];
    for (const { name, calendar } of [direct, through]) {
      for (const [title, lines] of Object.entries(EVENTS))
        calendar.put(`${title}.ics`, eventText(`${name}-${title}`, title, lines));
    }
    await direct.connect({}, 'ews');
    await through.connect({}, 'caldav', { url: davmail.url, user: through.address });
  }, 90_000);
  afterAll(async () => {
    await world.stop();
    await davmail.end();
  });

  const shown = async (person: Person) => {
    const all = await person.appointments();
    return all.map(what).sort((a, b) => (a.title < b.title ? -1 : 1));
  };

  it('has the same events as directly', async () => {
    const expected = await shown(direct);
    expect(expected.map(({ title }) => title)).toEqual(['Fair', 'Single', 'Weekly']);
    expect(await shown(through)).toEqual(expected);
  });

  it('carries edits both ways', async () => {
    // Not the series: DavMail writes it without its end and its excluded dates, whoever asks for it.
    const edited = ['Single', 'Fair'];
    for (const title of edited) {
      const { id, version } = await through.appointment((one) => one.title === title);
      await through.call('PATCH', `/api/appointments/${id}`, { title: `${title} from the CRM` }, version);
    }
    const { calendar } = through;
    const texts = () => calendar.names().map((name) => calendar.text(name) ?? '');
    for (const title of edited)
      await until(() => texts().some((text) => text.includes(`SUMMARY:${title} from the CRM`)));
    expect(texts()).toHaveLength(3);
    expect(texts().join()).toMatch(/SUMMARY:Weekly\r?\n/);

    // DavMail's versions are seconds: two changes within one are one.
    await sleep(1_100);
    const name = calendar.names().find((one) => calendar.text(one)?.includes('Single from') === true) ?? '';
    calendar.put(name, (calendar.text(name) ?? '').replace('Single from the CRM', 'Single by hand'));
    await through.synchronise();
    await through.appointment(({ title }) => title === 'Single by hand');
    expect(await through.appointments()).toHaveLength(3);
  }, 60_000);

  it('makes and deletes', async () => {
    const { id } = await through.call<{ id: string }>('POST', '/api/appointments', {
      title: 'Made in the CRM',
      start: '2026-04-01T10:00:00',
      timeZone: 'Europe/Berlin',
      duration: 'PT45M',
    });
    await until(() => through.calendar.names().length === 4);
    await through.synchronise();
    const { version } = await through.appointment((one) => one.id === id);
    await through.call('DELETE', `/api/appointments/${id}`, undefined, version);
    await until(() => through.calendar.names().length === 3);
    through.calendar.remove(through.calendar.names()[0] ?? '');
    await through.synchronise();
    expect(await through.appointments()).toHaveLength(2);
    expect(world.sandbox.groupware.outbox.mails()).toEqual([]);
  }, 60_000);
});

function what(appointment: Appointment) {
  const { title = '', start, timeZone, duration, showWithoutTime, description, locations } = appointment;
  const { recurrenceRules, recurrenceOverrides } = appointment;
  return {
    title,
    start,
    timeZone,
    duration,
    showWithoutTime,
    description,
    locations,
    recurrenceRules,
    recurrenceOverrides,
  };
}
