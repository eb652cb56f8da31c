// https://www.rfc-editor.org/rfc/rfc6638#section-5
import type ICAL from 'ical.js';
import { parseCalendar } from '../../groupware/ical/calendar-object.ts';
import { addressOf } from '../../groupware/ical/edit.ts';
import { InvalidCalendar } from '../../groupware/ical/invalid-calendar.ts';
import { momentOf } from '../../groupware/ical/moment.ts';
import type { Frame } from '../../groupware/ical/occurrences.ts';
import { instantsOf } from '../../groupware/ical/zones.ts';
import type { SandboxResponse } from '../../http/message.ts';
import { hrefElement } from '../context.ts';
import type { CallContext } from '../context.ts';
import { freeBusyText } from '../free-busy-text.ts';
import { OUTBOX } from '../paths.ts';
import { Problem } from '../problem.ts';
import { bodyText } from '../request.ts';
import { caldav } from '../xml/names.ts';
import { element, xmlDocument } from '../xml/write.ts';
import type { Xml } from '../xml/write.ts';

interface Question {
  readonly uid: string;
  readonly frame: Frame;
  readonly organizer: string;
  readonly attendees: readonly string[];
}

/** Answers a free/busy question to the scheduling outbox: when each of the people asked about is busy. */
export function post(context: CallContext): SandboxResponse {
  const { options, place, user } = context;
  if (options.scheduling === 'off' || place.kind !== 'calendar' || place.slug !== OUTBOX) {
    throw new Problem(405, 'Nothing can be posted here.');
  }
  const question = readQuestion(bodyText(context.request));
  if (question.organizer !== user.address) {
    throw new Problem(403, 'The question has to come from you.', caldav('organizer-allowed'));
  }
  return {
    status: 200,
    headers: { 'Content-Type': 'application/xml; charset=utf-8' },
    body: xmlDocument(
      caldav('schedule-response'),
      ...question.attendees.map((address) => answerFor(context, question, address)),
    ),
  };
}

function answerFor({ groupware }: CallContext, question: Question, address: string): Xml {
  const asked = groupware.users.withAddress(address);
  const recipient = element(caldav('recipient'), hrefElement(`mailto:${address}`));
  const status = (text: string): Xml => element(caldav('request-status'), text);
  if (asked === undefined) return element(caldav('response'), recipient, status('3.7;Invalid calendar user'));
  const calendars = groupware.calendars.of(asked.name).filter(({ readOnly }) => !readOnly);
  const text = freeBusyText({
    objects: calendars.flatMap(({ id }) => groupware.events.in(id)).map(({ object }) => object),
    frame: question.frame,
    owner: address,
    now: groupware.clock.now(),
    uid: question.uid,
    method: 'REPLY',
    people: [`ORGANIZER:mailto:${question.organizer}`, `ATTENDEE:mailto:${address}`],
  });
  return element(
    caldav('response'),
    recipient,
    status('2.0;Success'),
    element(caldav('calendar-data'), text),
  );
}

function readQuestion(text: string): Question {
  try {
    const calendar = parseCalendar(text);
    const question = calendar.getFirstSubcomponent('vfreebusy');
    const uid = question?.getFirstPropertyValue('uid');
    const organizer = question?.getFirstProperty('organizer') ?? null;
    if (question === null || typeof uid !== 'string' || organizer === null) {
      throw new InvalidCalendar('It is not a VFREEBUSY with UID and ORGANIZER');
    }
    const attendees = question.getAllProperties('attendee').map(addressOf);
    return { uid, frame: frameIn(calendar, question), organizer: addressOf(organizer), attendees };
  } catch (error) {
    if (!(error instanceof InvalidCalendar || error instanceof RangeError)) throw error;
    throw new Problem(403, error.message, caldav('valid-calendar-data'));
  }
}

function frameIn(calendar: ICAL.Component, question: ICAL.Component): Frame {
  const toInstant = instantsOf(calendar, 'UTC');
  const [from, to] = ['dtstart', 'dtend'].map((name) => {
    const property = question.getFirstProperty(name);
    return property === null ? null : toInstant(momentOf(property));
  });
  if (from === null || to === null || from === undefined || to === undefined || to <= from) {
    throw new InvalidCalendar('It needs a DTSTART and a later DTEND');
  }
  return { from, to };
}
