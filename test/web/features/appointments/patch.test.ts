import type { Appointment } from '../../../../src/contract/index.ts';
import { occurrenceOf, exceptionsOf, restOf } from '../../../../src/web/features/appointments/occurrence.ts';
import { patchOf } from '../../../../src/web/features/appointments/patch.ts';
import { appointment } from '../../support/world.ts';

const series: Appointment = appointment('owner', 'Team', '2026-03-02T09:00:00', {
  recurrenceRules: [{ frequency: 'weekly' }],
  recurrenceOverrides: {
    '2026-03-09T09:00:00': { excluded: true },
    '2026-03-16T09:00:00': { start: '2026-03-17T10:00:00', title: 'Moved' },
  },
});
const before = { title: 'Team', start: series.start, recurrenceRules: series.recurrenceRules ?? null };

describe('what is sent to the server', () => {
  it('is nothing when nothing changed', () => {
    expect(patchOf(series, before, { ...before }, null)).toBeNull();
  });

  it('is only the change', () => {
    expect(patchOf(series, before, { ...before, title: 'Staff' }, null)).toEqual({ title: 'Staff' });
  });

  it('leaves the exceptions to the server when the series takes place otherwise', () => {
    const moved = { start: '2026-03-03T11:00:00' };
    expect(patchOf(series, before, { ...before, ...moved }, null)).toEqual(moved);
    expect(patchOf(series, before, { ...before, recurrenceRules: null }, null)).toEqual({
      recurrenceRules: null,
    });
  });

  it('adds one date to the exceptions that the server holds now', () => {
    const patch = patchOf(series, before, { ...before, title: 'Special' }, '2026-03-23T09:00:00');
    expect(patch).toEqual({
      recurrenceOverrides: { ...series.recurrenceOverrides, '2026-03-23T09:00:00': { title: 'Special' } },
    });
  });

  it('keeps what was already different on that date', () => {
    const patch = patchOf(series, before, { ...before, title: 'Again' }, '2026-03-16T09:00:00');
    expect(patch?.recurrenceOverrides?.['2026-03-16T09:00:00']).toEqual({
      start: '2026-03-17T10:00:00',
      title: 'Again',
    });
  });
});

describe('one date of a series', () => {
  it('is the series with its exception applied', () => {
    const moved = occurrenceOf(series, '2026-03-16T09:00:00');
    expect(moved).toMatchObject({ title: 'Moved', start: '2026-03-17T10:00:00', duration: 'PT1H' });
    expect(moved).not.toHaveProperty('recurrenceRules');
    expect(occurrenceOf(series, '2026-03-23T09:00:00')).toMatchObject({
      title: 'Team',
      start: '2026-03-23T09:00:00',
    });
  });

  it('begins those that are left, without what is different on single ones', () => {
    expect(restOf(series, '2026-03-16T09:00:00')).toMatchObject({
      title: 'Team',
      start: '2026-03-16T09:00:00',
    });
    expect(restOf(series, '2026-03-09T09:00:00')).toBeNull();
  });

  it('is gone when it is cancelled', () => {
    expect(occurrenceOf(series, '2026-03-09T09:00:00')).toBeNull();
    expect(exceptionsOf(series)).toEqual({ cancelled: 1, changed: 1 });
  });
});
