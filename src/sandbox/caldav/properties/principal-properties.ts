import type { CallContext } from '../context.ts';
import { hrefElement } from '../context.ts';
import { hrefOf, INBOX, OUTBOX } from '../paths.ts';
import { caldav, dav } from '../xml/names.ts';
import { privileges, property, propertyTable, reports, resourceType } from './table.ts';
import type { Property, PropertyTable } from './table.ts';

/** Properties that every resource has: who I am, and where people are. */
export function commonProperties({ user }: CallContext): readonly Property[] {
  const principal = hrefElement(hrefOf({ kind: 'principal', user: user.name }));
  return [
    property(dav('current-user-principal'), principal),
    property(dav('principal-collection-set'), hrefElement(hrefOf({ kind: 'principals' }))),
  ];
}

/** DAV:owner of what is the signed-in user's. */
export function ownerProperty({ user }: CallContext): Property {
  return property(dav('owner'), hrefElement(hrefOf({ kind: 'principal', user: user.name })));
}

/** The root of the server and the collection of principals. */
export function rootProperties(context: CallContext): PropertyTable {
  return propertyTable([
    ...commonProperties(context),
    resourceType(dav('collection')),
    privileges('read', 'read-current-user-privilege-set'),
    property(dav('displayname'), 'Sandbox'),
  ]);
}

/** A user (RFC 3744, 2; RFC 4791, 6.2.1; RFC 6638, 2.4.1). */
export function principalProperties(context: CallContext): PropertyTable {
  const { user, options } = context;
  const inHome = (slug: string): ReturnType<typeof hrefElement> =>
    hrefElement(hrefOf({ kind: 'calendar', user: user.name, slug }));
  const self = hrefElement(hrefOf({ kind: 'principal', user: user.name }));
  const scheduling =
    options.scheduling === 'off'
      ? []
      : [
          property(caldav('schedule-inbox-URL'), inHome(INBOX)),
          property(caldav('schedule-outbox-URL'), inHome(OUTBOX)),
        ];
  return propertyTable([
    ...commonProperties(context),
    ownerProperty(context),
    resourceType(dav('collection'), dav('principal')),
    privileges('read', 'read-current-user-privilege-set'),
    reports(),
    property(dav('displayname'), user.displayName),
    property(dav('principal-URL'), self),
    property(caldav('calendar-home-set'), hrefElement(hrefOf({ kind: 'home', user: user.name }))),
    property(caldav('calendar-user-address-set'), hrefElement(`mailto:${user.address}`), self),
    property(caldav('calendar-user-type'), 'INDIVIDUAL'),
    ...scheduling,
  ]);
}

/** A user's calendar home. */
export function homeProperties(context: CallContext): PropertyTable {
  return propertyTable([
    ...commonProperties(context),
    ownerProperty(context),
    resourceType(dav('collection')),
    privileges('read', 'bind', 'unbind', 'read-current-user-privilege-set'),
    property(dav('displayname'), context.user.displayName),
  ]);
}

/** The scheduling inbox or outbox: a collection that is not a calendar (RFC 6638, 2.1 and 2.2). */
export function schedulingProperties(context: CallContext, slug: string): PropertyTable {
  return propertyTable([
    ...commonProperties(context),
    ownerProperty(context),
    resourceType(dav('collection'), caldav(slug === INBOX ? 'schedule-inbox' : 'schedule-outbox')),
    privileges('read', 'read-current-user-privilege-set'),
  ]);
}
