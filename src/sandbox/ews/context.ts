import type { Faults, FaultTarget } from '../faults.ts';
import type { Groupware } from '../groupware/groupware.ts';
import type { User } from '../groupware/model.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { CalendarMapping } from './calendar-port.ts';
import type { Subscriptions } from './notifications/subscriptions.ts';

/** What lives as long as the face. */
export interface EwsServer {
  readonly groupware: Groupware;
  readonly faults: Faults;
  readonly calendar: CalendarMapping;
  readonly subscriptions: Subscriptions;
  readonly options: EwsOptions;
}

/** How this Exchange behaves. */
export interface EwsOptions {
  /** Largest request in bytes. */
  readonly maxRequestSize: number;
  /** Milliseconds between two signs of life on a streaming connection. */
  readonly heartbeatMs: number;
  /** Windows id of the zone that users have set in Outlook on the web. */
  readonly timeZone: string;
}

/** What an operation has to work with. */
export interface EwsContext extends EwsServer {
  readonly target: FaultTarget;
  readonly user: User;
  /** Null: the client didn't say. */
  readonly version: string | null;
  readonly timeZoneContext: XmlElement | null;
}

/** Display name of an address: that of the sandbox's user, else the address itself. */
export function nameOf({ groupware }: Pick<EwsContext, 'groupware'>, address: string): string {
  return groupware.users.withAddress(address)?.displayName ?? address;
}
