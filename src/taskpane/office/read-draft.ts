import type { Fields } from './read-item.ts';
import { ewsId } from './item-kind.ts';
import { hasMailboxApi, officeCall } from './office-call.ts';
import { participantsOf } from './participants.ts';
import type { Addressee } from './participants.ts';
import { OfficeProblem } from './port.ts';

/** Items that are being written: every field is asked for by a call of its own. */

/** A mail being written: an item of no mailbox yet, hence without ids. */
export async function readMessageDraft(item: Office.MessageCompose): Promise<Fields> {
  const [subject, from, to, cc, bcc] = await Promise.all([
    textOf('item.subject.getAsync', item.subject),
    personOf('item.from.getAsync', () => item.from),
    peopleOf('item.to.getAsync', item.to),
    peopleOf('item.cc.getAsync', item.cc),
    peopleOf('item.bcc.getAsync', item.bcc),
  ]);
  return { kind: 'message', subject, participants: participantsOf({ from, to, cc, bcc }) };
}

/** A meeting that its organiser edits. It has an id once it has been saved. */
export async function readAppointmentDraft(
  mailbox: Office.Mailbox,
  item: Office.AppointmentCompose,
): Promise<Fields> {
  const [id, subject, start, end, organizer, required, optional] = await Promise.all([
    savedIdOf(item),
    textOf('item.subject.getAsync', item.subject),
    timeOf('item.start.getAsync', item.start),
    timeOf('item.end.getAsync', item.end),
    personOf('item.organizer.getAsync', () => item.organizer),
    peopleOf('item.requiredAttendees.getAsync', item.requiredAttendees),
    peopleOf('item.optionalAttendees.getAsync', item.optionalAttendees),
  ]);
  return {
    kind: 'appointment',
    itemId: ewsId(mailbox, id),
    seriesId: ewsId(mailbox, item.seriesId),
    subject,
    start: start.toISOString(),
    end: end.toISOString(),
    participants: participantsOf({ organizer, required, optional }),
  };
}

/** Null where this Outlook cannot say it, and where there is none yet. */
async function savedIdOf(item: Office.AppointmentCompose): Promise<string | null> {
  if (!hasMailboxApi('1.8')) return null;
  try {
    return await officeCall<string>('item.getItemIdAsync', (callback) => item.getItemIdAsync(callback));
  } catch (error) {
    // Outlook refuses to name the id of what was never saved.
    if (error instanceof OfficeProblem && error.code === 'refused') return null;
    throw error;
  }
}

const textOf = (name: string, subject: Office.Subject) =>
  officeCall<string>(name, (callback) => subject.getAsync(callback));

const timeOf = (name: string, time: Office.Time) =>
  officeCall<Date>(name, (callback) => time.getAsync(callback));

const peopleOf = (name: string, recipients: Office.Recipients): Promise<Addressee[]> =>
  officeCall<Office.EmailAddressDetails[]>(name, (callback) => recipients.getAsync(callback));

/** Who sends or organises: told since Mailbox 1.7. */
async function personOf(name: string, from: () => Office.From | Office.Organizer): Promise<Addressee | null> {
  if (!hasMailboxApi('1.7')) return null;
  return officeCall<Office.EmailAddressDetails>(name, (callback) => from().getAsync(callback));
}
