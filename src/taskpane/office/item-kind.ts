/** Whatever Outlook may show, by what it is. */
export type OfficeItem =
  | { readonly is: 'message'; readonly item: Office.MessageRead }
  | { readonly is: 'message-draft'; readonly item: Office.MessageCompose }
  | { readonly is: 'appointment'; readonly item: Office.AppointmentRead }
  | { readonly is: 'appointment-draft'; readonly item: Office.AppointmentCompose };

/**
 * What the mailbox shows now; null: nothing. Items being written say their subject by a call, the others have it. Meeting
 * requests and their kin are mails.
 */
export function openIn(mailbox: Office.Mailbox): OfficeItem | null {
  // Declared as always there and as everything at once; it is neither.
  const item = mailbox.item as OfficeItem['item'] | null | undefined;
  if (item === null || item === undefined) return null;
  const isDraft = typeof item.subject === 'object';
  const is = `${item.itemType}${isDraft ? '-draft' : ''}`;
  return { is, item } as OfficeItem;
}

/** The id of an item that is read, as EWS writes it (mobile Outlooks write it as REST does); null: it has none. */
export function readIdOf(mailbox: Office.Mailbox, open: OfficeItem): string | null {
  return 'itemId' in open.item ? ewsId(mailbox, open.item.itemId) : null;
}

/** An id of Outlook's in the form of EWS; null for none. */
export function ewsId(mailbox: Office.Mailbox, id: string | null | undefined): string | null {
  if (id === null || id === undefined || id === '') return null;
  // Without effect on an id that is one of EWS already.
  return mailbox.convertToEwsId(id, Office.MailboxEnums.RestVersion.v2_0);
}
