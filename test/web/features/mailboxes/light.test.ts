import { calmOf, lightOf } from '../../../../src/web/features/mailboxes/light.ts';
import type { Telling } from '../../../../src/web/features/mailboxes/light.ts';
import { en } from '../../../../src/web/language/en/index.ts';
import { formatsFor } from '../../../../src/web/language/formats.ts';
import { mailbox } from '../../support/world.ts';

const now = Date.parse('2026-03-02T12:00:00Z');
const telling: Telling = {
  words: en.mailboxes,
  formats: formatsFor('en-GB', 'UTC'),
  explain: ({ code }) => `[${code}]`,
  now,
};
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
const fine = mailbox('owner', 'Work', { lastPumpAt: at(-5), nextPumpAt: at(3) });

describe('the light of a mailbox', () => {
  it('is green only when nothing is wrong and nobody has to do anything', () => {
    expect(lightOf(fine, telling)).toEqual({
      color: 'green',
      sentence: 'In step. Last synchronised 5 minutes ago.',
    });
    for (const count of ['held', 'quarantined', 'notSent'] as const) {
      const light = lightOf({ ...fine, counts: { ...fine.counts, [count]: 2 } }, telling);
      expect(light).toEqual({
        color: 'yellow',
        sentence: 'In step. Last synchronised 5 minutes ago. 2 items need you.',
      });
    }
  });

  it('is yellow with the reason when something is amiss although it goes on', () => {
    const amiss = { ...fine, lastError: { code: 'calendar-gone', parameters: { name: 'Work' } } };
    expect(lightOf(amiss, telling)).toEqual({ color: 'yellow', sentence: '[calendar-gone]' });
    expect(lightOf({ ...amiss, counts: { ...fine.counts, held: 2 } }, telling)).toEqual({
      color: 'yellow',
      sentence: '[calendar-gone] 2 items need you.',
    });
  });

  it('is red with the reason when a person has to act', () => {
    const light = lightOf(
      { ...fine, state: 'stopped', lastError: { code: 'wrong-credentials', parameters: {} } },
      telling,
    );
    expect(light.color).toBe('red');
    expect(light.sentence).toContain('[wrong-credentials]');
  });

  it('is yellow with the next try while it helps itself', () => {
    const delayed = {
      ...fine,
      state: 'delayed' as const,
      lastError: { code: 'unreachable', parameters: {} },
    };
    expect(lightOf(delayed, telling)).toEqual({
      color: 'yellow',
      sentence: '[unreachable] It is tried again in 3 minutes.',
    });
    expect(lightOf({ ...delayed, nextPumpAt: at(-1) }, telling).sentence).toBe(
      '[unreachable] It is tried again soon.',
    );
  });

  it('is grey before the start and when switched off', () => {
    expect(lightOf({ ...fine, state: 'new' }, telling).color).toBe('grey');
    expect(lightOf({ ...fine, settings: { ...fine.settings, direction: 'none' } }, telling).color).toBe(
      'grey',
    );
  });
});

describe('what is said where no item waits for a person', () => {
  it('is that everything is in step only when it is', () => {
    expect(calmOf(fine)).toBe('inStep');
    // Looking again and again in between is no news.
    expect(calmOf({ ...fine, state: 'running' })).toBe('inStep');
  });

  it('is that it is under way while items are still to come, and before the first run has ended', () => {
    expect(calmOf({ ...fine, state: 'running', counts: { ...fine.counts, pending: 19 } })).toBe('underWay');
    expect(calmOf({ ...fine, counts: { ...fine.counts, pending: 1 } })).toBe('underWay');
    expect(calmOf({ ...fine, state: 'running', lastPumpAt: null })).toBe('underWay');
  });

  it('is no more than that nothing waits where synchronisation rests or something is amiss', () => {
    const lastError = { code: 'unreachable', parameters: {} };
    const pending = { ...fine.counts, pending: 2 };
    expect(calmOf({ ...fine, lastError })).toBe('nothing');
    expect(calmOf({ ...fine, state: 'delayed', lastError, counts: pending })).toBe('nothing');
    expect(calmOf({ ...fine, state: 'stopped', lastError })).toBe('nothing');
    expect(calmOf({ ...fine, state: 'new', lastPumpAt: null })).toBe('nothing');
    expect(calmOf({ ...fine, settings: { ...fine.settings, direction: 'none' } })).toBe('nothing');
  });
});
