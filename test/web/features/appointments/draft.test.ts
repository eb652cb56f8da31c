import {
  draftOf,
  differences,
  propertiesOf,
  timeMistake,
} from '../../../../src/web/features/appointments/draft.ts';
import { moveStart } from '../../../../src/web/features/appointments/move-start.ts';

const READER = 'Europe/Berlin';
const timed = {
  title: 'Review',
  start: '2026-03-02T09:00:00',
  timeZone: 'Europe/Berlin',
  duration: 'PT1H30M',
  links: [],
};

describe('an appointment being typed', () => {
  it('says nothing changed when nothing was touched', () => {
    const sources = [
      timed,
      { ...timed, showWithoutTime: true, timeZone: undefined, start: '2026-03-02T00:00:00', duration: 'P3D' },
      { ...timed, locations: { '1': { name: 'Room 3' }, '2': { name: 'Car park' } } },
      { ...timed, timeZone: undefined },
      {
        ...timed,
        recurrenceRules: [
          { frequency: 'monthly' as const, byDay: [{ day: 'fr' as const, nthOfPeriod: -1 }] },
        ],
      },
    ].map(({ timeZone, ...rest }) => (timeZone === undefined ? rest : { ...rest, timeZone }));
    for (const source of sources) {
      const draft = draftOf(source, READER);
      expect(
        differences(propertiesOf(draft, source, READER), propertiesOf({ ...draft }, source, READER)),
      ).toEqual({});
    }
  });

  it('sends only what changed, and keeps the second place', () => {
    const source = { ...timed, locations: { '1': { name: 'Room 3' }, '2': { name: 'Car park' } } };
    const draft = draftOf(source, READER);
    const after = propertiesOf({ ...draft, place: 'Room 4' }, source, READER);
    expect(differences(propertiesOf(draft, source, READER), after)).toEqual({
      locations: { '1': { name: 'Room 4' }, '2': { name: 'Car park' } },
    });
  });

  it('counts whole days when it becomes an all-day appointment', () => {
    const draft = { ...draftOf(timed, READER), allDay: true, endDate: '2026-03-04' };
    expect(propertiesOf(draft, timed, READER)).toMatchObject({
      start: '2026-03-02T00:00:00',
      duration: 'P3D',
      showWithoutTime: true,
      timeZone: null,
    });
  });

  it('measures exact time across the change to summer time', () => {
    const draft = {
      ...draftOf(timed, READER),
      startDate: '2026-03-29',
      startTime: '01:00',
      endDate: '2026-03-29',
      endTime: '04:00',
    };
    expect(propertiesOf(draft, timed, READER)).toMatchObject({ duration: 'PT2H' });
    expect(propertiesOf({ ...draft, timeZone: 'America/New_York' }, timed, READER)).toMatchObject({
      duration: 'PT3H',
    });
  });

  it('shows the last day of an all-day appointment, not the day after', () => {
    const source = { start: '2026-03-02T00:00:00', duration: 'P1D', showWithoutTime: true, links: [] };
    expect(draftOf(source, READER)).toMatchObject({ startDate: '2026-03-02', endDate: '2026-03-02' });
  });

  it('finds an end before the start, and missing times', () => {
    const draft = draftOf(timed, READER);
    expect(timeMistake(draft, READER)).toBeNull();
    expect(timeMistake({ ...draft, endTime: '08:59' }, READER)).toBe('endBeforeStart');
    expect(timeMistake({ ...draft, startTime: '' }, READER)).toBe('needTime');
    expect(timeMistake({ ...draft, allDay: true, startTime: '', endTime: '' }, READER)).toBeNull();
  });

  it('moves the end along with the start', () => {
    const moved = moveStart(draftOf(timed, READER), '2026-03-05', '23:00');
    expect(moved).toMatchObject({
      startDate: '2026-03-05',
      startTime: '23:00',
      endDate: '2026-03-06',
      endTime: '00:30',
    });
    expect(moveStart(moved, '', '23:00').endDate).toBe('2026-03-06');
  });
});
