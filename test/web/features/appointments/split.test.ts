import type { Appointment } from '../../../../src/contract/index.ts';
import { describeWith } from '../../../requirements.ts';
import { axeFindings, overflows } from '../../support/browser.ts';
import { pageSuite } from '../../support/page-suite.ts';
import { visit } from '../../support/visit.ts';
import { appointment } from '../../support/world.ts';

const THIRD = '2026-03-16T09:00:00';

describeWith(['chromium'], 'a date of a series', () => {
  const suite = pageSuite();
  let series: Appointment;
  beforeEach(async () => {
    series = appointment(suite.api.world.users[0]?.id ?? '', 'Round', '2026-03-02T09:00:00', {
      recurrenceRules: [{ frequency: 'weekly' }],
      recurrenceOverrides: { [THIRD]: { title: 'Special round' } },
    });
    suite.api.world.appointments.push(series);
    await suite.open();
  });

  const choose = async (what: string) => {
    await suite.page.getByRole('button', { name: 'Edit', exact: true }).click();
    await suite.page.getByRole('link', { name: what, exact: true }).click();
  };
  const title = () => suite.page.getByRole('textbox', { name: 'Title', exact: true });
  const save = () => suite.page.getByRole('button', { name: 'Save', exact: true }).click();
  const now = (id: string) => suite.api.world.appointments.find((each) => each.id === id);

  it('is changed with all later ones, which become a series of their own', async () => {
    await visit(suite.page, suite.api, `/appointments/${series.id}?at=${THIRD}`);
    await choose('This date and all later ones');
    await suite.page.getByText('Earlier dates stay as they are.').waitFor();
    // What is different on this date alone is not what the later ones are like.
    expect(await title().inputValue()).toBe('Round');
    await title().fill('New round');
    await save();
    await suite.page.getByRole('heading', { name: 'New round' }).waitFor();
    const rest = suite.api.world.appointments.at(-1);
    expect(new URL(suite.page.url()).pathname).toBe(`/appointments/${rest?.id}`);
    expect(rest).toMatchObject({
      title: 'New round',
      start: THIRD,
      recurrenceRules: [{ frequency: 'weekly' }],
    });
    expect(now(series.id)).toMatchObject({
      title: 'Round',
      recurrenceRules: [{ until: '2026-03-15T23:59:59' }],
    });
  });

  it('is changed alone, or all of them are', async () => {
    await visit(suite.page, suite.api, `/appointments/${series.id}?at=${THIRD}`);
    await choose('This date only');
    await title().fill('Once');
    await save();
    await suite.page.getByRole('heading', { name: 'Once' }).waitFor();
    await choose('All dates of the series');
    await title().fill('Always');
    await save();
    await suite.page.getByRole('heading', { name: 'Always' }).waitFor();
    expect(now(series.id)).toMatchObject({
      title: 'Always',
      recurrenceRules: [{ frequency: 'weekly' }],
      recurrenceOverrides: { [THIRD]: { title: 'Once' } },
    });
  });

  it('has no later ones to choose when all are later, and is not split for nothing', async () => {
    const before = suite.api.world.appointments.length;
    await visit(suite.page, suite.api, `/appointments/${series.id}?at=${series.start}`);
    await suite.page.getByRole('button', { name: 'Edit', exact: true }).click();
    await suite.page.getByRole('link', { name: 'All dates of the series' }).waitFor();
    expect(await suite.page.getByRole('link', { name: 'This date and all later ones' }).count()).toBe(0);
    await visit(suite.page, suite.api, `/appointments/${series.id}/edit?at=${THIRD}&following=1`);
    await save();
    await suite.page.getByRole('heading', { name: 'Special round' }).waitFor();
    expect(suite.api.world.appointments).toHaveLength(before);
  });

  it('keeps what was typed when somebody else saved first', async () => {
    await visit(suite.page, suite.api, `/appointments/${series.id}/edit?at=${THIRD}&following=1`);
    await title().fill('Mine');
    const index = suite.api.world.appointments.indexOf(series);
    suite.api.world.appointments[index] = { ...series, version: '2', title: 'Theirs' };
    await save();
    await suite.page.getByText('Title: they have “Theirs”').waitFor();
    expect(await title().inputValue()).toBe('Mine');
    await save();
    await suite.page.getByRole('heading', { name: 'Mine' }).waitFor();
    expect(now(series.id)).toMatchObject({ title: 'Theirs' });
  });

  it.each([320, 1280])('can be read by everybody at %i px', async (width) => {
    await suite.page.setViewportSize({ width, height: 800 });
    await visit(suite.page, suite.api, `/appointments/${series.id}?at=${THIRD}`);
    await suite.page.getByRole('button', { name: 'Edit', exact: true }).click();
    await suite.page.getByRole('link', { name: 'This date only' }).waitFor();
    expect(await axeFindings(suite.page)).toEqual([]);
    await visit(suite.page, suite.api, `/appointments/${series.id}/edit?at=${THIRD}&following=1`);
    expect(await axeFindings(suite.page)).toEqual([]);
    expect(await overflows(suite.page)).toBe(false);
  });
});
