/** What a record holds; of a mailbox's item it is what all who have it share. */
export const SHARED = [
  ...['title', 'description', 'start', 'timeZone', 'duration', 'showWithoutTime'],
  ...['recurrenceRules', 'recurrenceOverrides', 'recurrenceId', 'recurrenceIdTimeZone'],
  ...['locations', 'virtualLocations', 'participants', 'status', 'priority'],
];

/** What mailboxes hold beside. */
export const PERSONAL = ['privacy', 'freeBusyStatus', 'alerts', 'keywords', 'color'];
