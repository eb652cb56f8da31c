/** Everything that the demo begins with. The firm and all people are invented; `.example` names nobody. */
export interface Story {
  readonly firm: { readonly name: string; readonly domain: string };
  readonly users: readonly StoryUser[];
  readonly companies: readonly StoryCompany[];
  readonly persons: readonly StoryPerson[];
  readonly opportunities: readonly StoryOpportunity[];
  readonly matters: readonly StoryMatter[];
  readonly meetings: StoryMeetings;
}

/** A colleague, who has an account in Liaison and a mailbox in the sandbox, with the same password in both. */
export interface StoryUser {
  readonly name: string;
  readonly displayName: string;
  readonly address: string;
  readonly password: string;
  readonly jobTitle: string;
  /** IANA. */
  readonly timeZone: string;
  readonly role: 'user' | 'admin';
}

export interface StoryCompany {
  /** Names it within the story. */
  readonly key: string;
  readonly name: string;
  readonly domain: string;
  readonly city: string;
  /** ISO 3166. */
  readonly country: string;
  readonly industry: string;
  readonly phone: string;
}

export interface StoryPerson {
  /** Names them within the story: company and surname. */
  readonly key: string;
  /** Key of their company; null for somebody on their own. */
  readonly company: string | null;
  readonly givenName: string;
  readonly surname: string;
  readonly jobTitle: string;
  readonly addresses: readonly string[];
  readonly phones: readonly string[];
}

export interface StoryOpportunity {
  readonly number: string;
  readonly title: string;
  readonly company: string;
  readonly stage: 'lead' | 'qualified' | 'proposal' | 'negotiation';
  /** Whole units of the currency. */
  readonly amount: number;
  readonly currency: 'CHF' | 'EUR' | 'GBP' | 'USD';
  /** Expected, `YYYY-MM-DD`. */
  readonly closesOn: string;
  /** User name. */
  readonly owner: string;
}

export interface StoryMatter {
  readonly number: string;
  readonly title: string;
  readonly company: string;
  readonly status: 'open' | 'closed';
  /** `YYYY-MM-DD`. */
  readonly openedOn: string;
  readonly owner: string;
}

/** What a meeting is about: keys of companies and persons, numbers of opportunities and matters. */
export interface Subjects {
  readonly companies: readonly string[];
  readonly persons: readonly string[];
  readonly opportunities: readonly string[];
  readonly matters: readonly string[];
}

export interface StoryMeetings {
  /** Meetings that stand in the colleagues' mailboxes when the demo begins. */
  readonly inMailboxes: readonly MailboxMeeting[];
  /** Meetings that only the CRM knows yet. */
  readonly inCrm: readonly CrmMeeting[];
  /** The read-only calendar of public holidays, one iCalendar text each. */
  readonly holidays: readonly string[];
}

export interface MailboxMeeting {
  readonly uid: string;
  readonly title: string;
  readonly subjects: Subjects;
  /** One for each colleague who takes part. */
  readonly copies: readonly { readonly owner: string; readonly text: string }[];
}

export interface CrmMeeting {
  readonly event: StoryEvent;
  /** User names: whose calendars it belongs into. */
  readonly users: readonly string[];
  readonly subjects: Subjects;
}

/** A JSCalendar Event (RFC 8984), as far as the story needs it. */
export interface StoryEvent {
  readonly '@type': 'Event';
  readonly uid: string;
  readonly title: string;
  readonly description?: string;
  /** `YYYY-MM-DDTHH:MM:SS`, local in `timeZone`. */
  readonly start: string;
  readonly timeZone?: string;
  readonly duration: string;
  readonly showWithoutTime?: boolean;
  readonly recurrenceRules?: readonly {
    readonly frequency: 'weekly' | 'monthly';
    readonly interval?: number;
    readonly count?: number;
  }[];
  readonly locations?: Readonly<Record<string, { readonly name: string }>>;
  readonly participants?: Readonly<Record<string, StoryParticipant>>;
  readonly status?: 'confirmed' | 'tentative' | 'cancelled';
}

export interface StoryParticipant {
  readonly name: string;
  readonly roles: Readonly<Record<string, true>>;
  readonly participationStatus?: 'needs-action' | 'accepted' | 'declined' | 'tentative';
  readonly expectReply?: boolean;
}
