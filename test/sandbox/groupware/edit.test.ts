import { attendeeCopy, edited, exceptionAt } from '../../../src/sandbox/groupware/ical/edit.ts';
import { eventText } from '../support.ts';

describe('an exception made of its master', () => {
  it.each([
    ['2026-03-24T09:00:00Z', 'Europe/Zurich:20260324T100000', 'Europe/Zurich:20260324T110000'],
    ['2026-04-07T08:00:00Z', 'Europe/Zurich:20260407T100000', 'Europe/Zurich:20260407T110000'],
    ['2026-11-03T09:00:00Z', 'Europe/Zurich:20261103T100000', 'Europe/Zurich:20261103T110000'],
  ])('keeps the clock of the series at %s', (at, start, end) => {
    const lines = ['DTSTART;TZID=Europe/Zurich:20260310T100000', 'DTEND;TZID=Europe/Zurich:20260310T110000'];
    const text = edited(eventText({ lines: [...lines, 'RRULE:FREQ=WEEKLY'] }), (calendar) => {
      exceptionAt(calendar, Date.parse(at));
    });
    expect(text).toContain(`DTSTART;TZID=${start}\r\nDTEND;TZID=${end}\r\nRECURRENCE-ID;TZID=${start}`);
  });
});

describe("an attendee's copy", () => {
  const KEY = 'X-EWS-PROPERTY;X-KEY=tag%2F10f3;X-TYPE=String:';
  const meeting = (...lines: readonly string[]): string =>
    eventText({
      lines: [
        'DTSTART:20260310T100000Z',
        'ORGANIZER:mailto:alice@example.org',
        'ATTENDEE:mailto:bob@example.org',
        ...lines,
      ],
    });

  it("has what clients attached to it, not what they attached to the organiser's", () => {
    const sent = meeting(`${KEY}hers`, 'X-MICROSOFT-CDO-BUSYSTATUS:OOF', 'X-OTHER:1');
    const first = attendeeCopy(sent, 'bob@example.org', null);
    expect(first).toContain('X-OTHER:1');
    expect(first).not.toContain('X-EWS-PROPERTY');
    const own = meeting(`${KEY}his`, 'X-MICROSOFT-CDO-BUSYSTATUS:FREE');
    const next = attendeeCopy(sent, 'bob@example.org', own);
    expect(next).toContain(`${KEY}his`);
    expect(next).toContain('BUSYSTATUS:FREE');
    expect(next).not.toContain('hers');
    expect(next).not.toContain('OOF');
  });
});
