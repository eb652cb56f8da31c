import * as product from '../../src/server/mailboxes/ews/time-zones.ts';

export * from '../../src/server/mailboxes/ews/time-zones.ts';

/**
 * A Windows zone is read as UTC: "W. Europe Standard Time" is no name that the zone database knows, so UTC it is. The instant is right;
 * a series is an hour off from the next change of clocks on.
 */
export const ianaZoneOf: typeof product.ianaZoneOf = () => 'Etc/UTC';

/** The same where the server sends the zone's definition. */
export const zoneOfDefinition: typeof product.zoneOfDefinition = (definition) =>
  definition === undefined ? null : 'Etc/UTC';

/** The same of the zone that stands on an item. */
export const zoneOfItem: typeof product.zoneOfItem = (item, around) =>
  product.zoneOfItem(item, around) === null ? null : 'Etc/UTC';
