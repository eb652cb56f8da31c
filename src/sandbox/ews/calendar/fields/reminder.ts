import ICAL from 'ical.js';
import { ItemProblem } from '../../item-problem.ts';
import type { ReminderEdit } from './field.ts';

/** What Exchange takes when nobody says how long before. */
export const USUAL_MINUTES = 15;
const LONGEST = 2_629_800;

/** Minutes before the start at which the first alarm that is tied to the start goes off; null when there is none. */
export function reminderMinutes(event: ICAL.Component): number | null {
  for (const alarm of event.getAllSubcomponents('valarm')) {
    const trigger = alarm.getFirstProperty('trigger');
    const value = trigger?.getFirstValue();
    const related: unknown = trigger?.getFirstParameter('related');
    if (value instanceof ICAL.Duration && related !== 'END') {
      return Math.max(0, Math.round(0 - value.toSeconds() / 60));
    }
  }
  return null;
}

/** Sets or removes the reminder. Exchange has one; other alarms go only when there are to be none. */
export function applyReminder(event: ICAL.Component, { isSet, minutes }: ReminderEdit): void {
  if (minutes !== undefined && !(minutes >= 0 && minutes <= LONGEST)) {
    throw new ItemProblem('ErrorCalendarInvalidPropertyValue', 'ReminderMinutesBeforeStart is out of range.');
  }
  const before = reminderMinutes(event);
  if (isSet === false) {
    event.removeAllSubcomponents('valarm');
    return;
  }
  if (before === null && isSet !== true) return;
  const wanted = minutes ?? before ?? USUAL_MINUTES;
  if (wanted === before) return;
  const trigger = ICAL.Duration.fromSeconds(-wanted * 60);
  const existing = event
    .getAllSubcomponents('valarm')
    .find((one) => one.getFirstPropertyValue('trigger') instanceof ICAL.Duration);
  if (existing !== undefined) {
    existing.updatePropertyWithValue('trigger', trigger);
    return;
  }
  const alarm = new ICAL.Component('valarm');
  alarm.addPropertyWithValue('action', 'DISPLAY');
  alarm.addPropertyWithValue('description', 'Reminder');
  alarm.addPropertyWithValue('trigger', trigger);
  event.addSubcomponent(alarm);
}
