import { choiceOf, toggled } from '../../../../src/web/features/mailboxes/choice.ts';
import { parseDays } from '../../../../src/web/features/mailboxes/settings-draft.ts';
import { calendars } from '../../support/world.ts';

const [work, personal, holidays, tasks] = calendars();
const all = [work, personal, holidays, tasks].filter((each) => each !== undefined);

describe('the choice of calendars', () => {
  it('offers a new mailbox every calendar that can be written, and nothing else', () => {
    expect(choiceOf(all, true)).toEqual({
      selected: ['/anna/work/', '/anna/private/'],
      createIn: '/anna/work/',
    });
  });

  it('shows a stored choice as it is', () => {
    const stored = all.map((each) => ({ ...each, selected: each.id === '/holidays/' }));
    expect(choiceOf(stored, false)).toEqual({ selected: ['/holidays/'], createIn: null });
  });

  it('moves new meetings to another calendar when theirs is unticked, never to one that is read only', () => {
    const first = choiceOf(all, true);
    const second = toggled(first, all, '/anna/work/', false);
    expect(second).toEqual({ selected: ['/anna/private/'], createIn: '/anna/private/' });
    const third = toggled(toggled(second, all, '/holidays/', true), all, '/anna/private/', false);
    expect(third).toEqual({ selected: ['/holidays/'], createIn: null });
  });

  it('respects that somebody wants no calendar for new meetings', () => {
    const none = { ...choiceOf(all, true), createIn: null };
    expect(toggled(none, all, '/anna/private/', false).createIn).toBeNull();
  });
});

describe('a number of days', () => {
  it('is a whole number, or without limit', () => {
    expect(['', ' 30 ', '0', '-1', '1.5', '36501', 'x'].map(parseDays)).toEqual([
      null,
      30,
      0,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
