import { caldavProvider } from '../../../src/server/mailboxes/caldav/index.ts';
import { settableClock } from '../../../src/sandbox/main.ts';
import type { Sandbox } from '../../../src/sandbox/main.ts';
import type { Event } from '../../../src/sync/kinds/event/event.ts';
import type { Found, Mailbox, Ref, WriteOutcome } from '../../../src/sync/ports.ts';
import { describeWith, REQUIREMENTS } from '../../requirements.ts';
import { startDavmail } from '../../support/davmail.ts';
import type { Davmail } from '../../support/davmail.ts';
import { eventText, SERIES, START, unfolded } from '../support.ts';
import { schemaWatch } from './support.ts';

const deadline = (): { readonly deadline: number } => ({ deadline: Date.now() + 20_000 });

describeWith(
  ['davmail'],
  'Liaison’s CalDAV adapter, through DavMail, in front of the sandbox’s Exchange',
  () => {
    const watch = schemaWatch();
    const clock = settableClock(START);
    let sandbox: Sandbox;
    let davmail: Davmail;
    let mailbox: Mailbox;
    let collection: string;
    beforeAll(async () => {
      sandbox = await watch.sandbox({ clock });
      seed('single@test', [
        'DTSTART;TZID=Europe/Zurich:20260310T100000',
        'DTEND;TZID=Europe/Zurich:20260310T110000',
        'SUMMARY:Größe',
        'LOCATION:Room',
      ]);
      seed('day@test', ['DTSTART;VALUE=DATE:20260312', 'DTEND;VALUE=DATE:20260313', 'SUMMARY:Day']);
      seed('series@test', SERIES.lines, SERIES.more);
      davmail = await startDavmail(sandbox.ewsUrl);
      const account = { url: `${davmail.url}/`, user: 'alice@example.org', password: 'alice:secret' };
      const environment = {
        now: () => Date.now(),
        allowedPrivateHosts: ['127.0.0.1'],
        callTimeoutMs: 20_000,
        onRequest: () => undefined,
      };
      const first = caldavProvider.connect({ ...account, discovered: {} }, environment);
      const { discovered } = await first.probe(deadline());
      mailbox = caldavProvider.connect({ ...account, discovered }, environment);
      collection = (await mailbox.collections(deadline())).find(({ name }) => name === 'Work')?.id ?? '';
    }, 60_000);
    afterAll(async () => {
      await mailbox.close?.();
      await davmail.end();
      await sandbox.stop();
      if (REQUIREMENTS.xmllint() && REQUIREMENTS['reference-data']()) await watch.validate();
    });

    function seed(uid: string, lines: readonly string[], more: readonly string[] = []): void {
      const text = eventText({ uid, lines, more });
      sandbox.groupware.events.save({ calendarId: 'alice/work', name: `${uid}.ics`, text, schedule: false });
    }

    /** Everything in the calendar, read. */
    async function everything(): Promise<readonly Found[]> {
      const refs: Ref[] = [];
      for (let cursor: string | null = null; ;) {
        const page = await mailbox.changes(collection, cursor, deadline());
        refs.push(...page.changes.filter(({ type }) => type === 'present').map(({ ref }) => ref));
        cursor = page.cursor;
        if (!page.more) break;
      }
      const readings = await mailbox.read(refs, deadline());
      return readings.flatMap((reading) => (reading.type === 'found' ? [reading.found] : []));
    }
    const event = ({ item }: Found): Event => item as Event;
    const stored = (uid: string): string =>
      unfolded(sandbox.groupware.events.byUid('alice', uid)[0]?.object.text ?? '');
    const intent = (id: string, expectedVersion: string | null) =>
      ({ id, correlationKey: id, expectedVersion, mailPolicy: 'none' }) as const;
    const done = (outcomes: readonly WriteOutcome[]): void => {
      expect(outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.error.message))).toEqual(['done']);
    };

    it('finds the same events', async () => {
      const events = (await everything()).map(event).sort((a, b) => a.uid.localeCompare(b.uid));
      expect(
        events.map(({ uid, title, start, timeZone, showWithoutTime = false }) => ({
          uid,
          title,
          start,
          timeZone,
          showWithoutTime,
        })),
      ).toMatchObject([
        { uid: 'day@test', title: 'Day', start: '2026-03-12T00:00:00', showWithoutTime: true },
        { uid: 'series@test', title: 'Series', start: '2026-03-11T09:00:00' },
        { uid: 'single@test', title: 'Größe', start: '2026-03-10T10:00:00' },
      ]);
      expect(Object.keys(events[1]?.recurrenceOverrides ?? {}).sort()).toEqual([
        '2026-03-18T09:00:00',
        '2026-03-25T09:00:00',
      ]);
    });

    it('creates, changes and removes', async () => {
      const item: Event = {
        '@type': 'Event',
        uid: 'made@test',
        title: 'Made',
        start: '2026-03-20T09:00:00',
        timeZone: 'Europe/Zurich',
        duration: 'PT1H',
      };
      done(await mailbox.create([{ collection, item, intent: intent('i1', null) }], deadline()));
      expect(stored('made@test')).toMatch(/SUMMARY:Made/);
      const made = (await everything()).find((one) => event(one).uid === 'made@test');
      if (made === undefined) throw new Error('It is not listed');
      clock.advance(2000);
      done(
        await mailbox.update(
          [
            {
              ref: made.ref,
              patch: { title: 'Changed' },
              item: { ...event(made), title: 'Changed' },
              intent: intent('i2', made.version),
            },
          ],
          deadline(),
        ),
      );
      expect(stored('made@test')).toMatch(/SUMMARY:Changed/);
      const changed = (await everything()).find((one) => event(one).uid === 'made@test');
      expect(changed === undefined ? null : event(changed).title).toBe('Changed');
      done(
        await mailbox.remove([{ ref: made.ref, intent: intent('i3', changed?.version ?? null) }], deadline()),
      );
      expect(stored('made@test')).toBe('');
      expect(sandbox.groupware.outbox.mails()).toEqual([]);
    });
  },
);
