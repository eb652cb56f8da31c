// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/getuseravailability-operation

/** Times are xs:dateTime in UTC; at most 62 days. At most 100 mailboxes. */
export interface AvailabilityQuestion {
  readonly addresses: readonly string[];
  readonly start: string;
  readonly end: string;
}

/** One stretch that isn't free. Times in UTC, as epoch milliseconds. */
export interface BusyTime {
  readonly start: number;
  readonly end: number;
  /** `Free`, `Tentative`, `Busy`, `OOF`, `WorkingElsewhere`, `NoData`. */
  readonly busyType: string;
  readonly subject: string | null;
  readonly location: string | null;
}

/** What one person's calendar lets us see. */
export interface Availability {
  readonly busy: readonly BusyTime[];
}
