import type { Event } from '../../../src/sync/kinds/event/event.ts';
import type { Crm, Cursor, RecordHandle, Ref } from '../../../src/sync/ports.ts';

/** One CRM under test. */
export interface CrmHarness {
  readonly name: string;
  /** A fresh CRM without appointments. */
  open(): Promise<OpenCrm>;
  /** Ends what all of them share (a server). */
  end?(): Promise<void>;
}

/** A CRM and everything that a test needs around it. */
export interface OpenCrm {
  /** The CRM as two of its users see it. */
  readonly user: CrmUser;
  readonly colleague: CrmUser;
  readonly people: CrmPeople;
  /** A person of the CRM whom both users may see, to be found and linked with: `Müller` of this address. */
  readonly person: RecordHandle & { readonly address: string };
  /** A cursor that the CRM has forgotten, made from one that it knows. */
  forgotten(cursor: Cursor): Promise<Cursor> | Cursor;
  /** Records (as `type/id`) that the appointment is linked with. */
  linksOf(ref: Ref): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface CrmUser {
  readonly crm: Crm;
  readonly id: string;
  /** A calendar user address of theirs, canonical. */
  readonly address: string;
}

/** What people do in the CRM's own pages, behind the adapter's back. The first user does it. Refs are the adapter's. */
export interface CrmPeople {
  /** Assigned to the users with these ids. */
  add(event: Event, users: readonly string[]): Promise<Ref>;
  retitle(ref: Ref, title: string): Promise<void>;
  /** Assigns the appointment to these users and no others. */
  assign(ref: Ref, users: readonly string[]): Promise<void>;
  remove(ref: Ref): Promise<void>;
}
