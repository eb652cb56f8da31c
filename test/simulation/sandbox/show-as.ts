const EVENT = /^BEGIN:VEVENT\r?\n[\s\S]*?^END:VEVENT/gm;
/** Where Outlook keeps what people see an event shown as ([MS-OXCICAL] 2.1.3.1.1.20.31). */
const SHOWN_AS = /^X-MICROSOFT-CDO-BUSYSTATUS:(\w+)\r?\n/im;
const STATUS = /^STATUS:(?:TENTATIVE|CONFIRMED)\r?\n/im;

/** An iCalendar text with the status that Outlook shows: of events that say what they are shown as, that. */
export function asShown(text: string): string {
  return text.replace(EVENT, (event) => {
    const shown = SHOWN_AS.exec(event)?.[1]?.toUpperCase();
    if (shown === undefined) return event;
    return withLine(event.replace(STATUS, ''), shown === 'TENTATIVE' ? 'STATUS:TENTATIVE' : null);
  });
}

/** The text after somebody said in Outlook how all of it is to be shown. */
export function shownAs(text: string, tentative: boolean): string {
  const line = `X-MICROSOFT-CDO-BUSYSTATUS:${tentative ? 'TENTATIVE' : 'BUSY'}`;
  return text.replace(EVENT, (event) => withLine(event.replace(SHOWN_AS, ''), line));
}

function withLine(event: string, line: string | null): string {
  return line === null ? event : event.replace(/^END:VEVENT$/m, `${line}\r\nEND:VEVENT`);
}
