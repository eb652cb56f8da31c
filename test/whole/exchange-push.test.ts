import { until } from '../support/until.ts';
import { eventText, startLiveWorld, type LiveWorld } from './live-world.ts';

/** The interval is a day, and nobody says "Synchronise now": whatever arrives was pushed. */
describe('What changes in an Exchange mailbox', () => {
  let world: LiveWorld;
  beforeAll(async () => {
    world = await startLiveWorld();
  });
  afterAll(() => world.stop());

  it('is in the CRM by itself: made, changed, deleted', async () => {
    const ada = await world.person('ada');
    await ada.connect({}, 'ews');
    expect(await ada.appointments()).toEqual([]);
    ada.calendar.put('1.ics', eventText('pushed', 'Pushed', ['LOCATION:Room 1']));
    const first = await ada.appointment(({ uid }) => uid === 'pushed');
    ada.calendar.put('1.ics', eventText('pushed', 'Pushed again'));
    const second = await ada.appointment(({ title }) => title === 'Pushed again');
    expect(second.id).toBe(first.id);
    ada.calendar.remove('1.ics');
    await until(async () => (await ada.appointments()).length === 0);
  });
});
