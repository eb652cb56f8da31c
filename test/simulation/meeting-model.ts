import { isPersonal } from './journal.ts';
import type { Evidence, MeetingFacts, Violation } from './journal.ts';

/**
 * An attendee's copy is what their server delivered, for as long as they keep it, and nothing else: synchronisation
 * takes from it, but writes nothing into it.
 */
export function judgeInvitations(
  thing: number,
  meeting: MeetingFacts,
  evidence: Evidence,
): readonly Violation[] {
  const violations: Violation[] = [];
  const sightingsAt = (place: string) =>
    (evidence.sightings[place] ?? []).filter((found) => found.thing === thing);
  for (const [place, delivered] of meeting.copies) {
    const copies = sightingsAt(place);
    const due = delivered === null ? 0 : 1;
    if (copies.length !== due) {
      const message = `the invitation to ${String(thing)} is there ${String(copies.length)} times in ${place}`;
      violations.push({ invariant: copies.length < due ? 'I3' : 'I2', message });
    }
    for (const { values } of copies) {
      const fields = new Set([...Object.keys(values), ...Object.keys(delivered ?? {})]);
      for (const field of [...fields].filter(
        (name) => !isPersonal(name) && values[name] !== delivered?.[name],
      )) {
        const message = `${field} of the invitation to ${String(thing)} in ${place} is ${values[field] ?? 'empty'}`;
        violations.push({ invariant: 'I4', message: `${message}, not ${delivered?.[field] ?? 'empty'}` });
      }
    }
  }
  return violations;
}

/** What attendees answered is on the record. */
export function judgeAnswers(thing: number, meeting: MeetingFacts, evidence: Evidence): readonly Violation[] {
  const records = (evidence.sightings['crm'] ?? []).filter((found) => found.thing === thing);
  return records.flatMap(({ answers }) =>
    [...meeting.answers]
      .filter(([address, answer]) => answers[address] !== answer)
      .map(([address, answer]) => {
        const message = `${address} answered ${answer} to ${String(thing)}, the record says ${answers[address] ?? 'nothing'}`;
        return { invariant: 'I4', message };
      }),
  );
}
