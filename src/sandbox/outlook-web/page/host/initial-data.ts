import type { Permission } from '../../manifest-model.ts';
import type { HostedAppointment, HostedAttachment, HostedItem, HostedMessage } from './item.ts';
import { wirePerson } from './people.ts';
import type { OutlookUser } from './services.ts';

type Wire = Readonly<Record<string, unknown>>;

/** What kind of item stands open, as GetInitialData numbers it. */
const TYPES = { message: 1, appointment: 2, meetingRequest: 3, draft: 5, none: 6 } as const;
/** The host's own numbering, which is not office.js's. */
const PERMISSIONS: Readonly<Record<Permission, number>> = {
  Restricted: 0,
  ReadItem: 1,
  ReadWriteMailbox: 2,
  ReadWriteItem: 3,
};
const ATTACHMENT_TYPES = { file: 0, item: 1, cloud: 2 } as const;

/** The answer to GetInitialData, and what ItemChanged carries: the mailbox, and what stands open in it. */
export function initialData(item: HostedItem | null, user: OutlookUser, permission: Permission): Wire {
  const mailbox = {
    permissionLevel: PERMISSIONS[permission],
    userDisplayName: user.displayName,
    userEmailAddress: user.address,
    userTimeZone: user.timeZone,
    userProfileType: 'enterprise',
    hostVersion: HOST_VERSION,
    owaView: 'ThreeColumns',
    isFromSharedFolder: false,
    isRestIdSupported: false,
  };
  return { ...mailbox, ...(item === null ? { itemType: TYPES.none } : itemData(item, user)) };
}

/** As Exchange's own Outlook on the web calls itself. */
export const HOST_VERSION = '16.0.19000.10000';

function itemData(item: HostedItem, user: OutlookUser): Wire {
  switch (item.kind) {
    case 'message':
      return messageData(item, user);
    case 'appointment':
      return appointmentData(item, user);
    case 'draft':
      return { itemType: TYPES.draft, id: item.id, seriesId: item.seriesId ?? null };
  }
}

function messageData(message: HostedMessage, { address }: OutlookUser): Wire {
  const { meeting } = message;
  const people = (all: HostedMessage['to']): readonly Wire[] => all.map((one) => wirePerson(one, address));
  return {
    itemType: meeting === undefined ? TYPES.message : TYPES.meetingRequest,
    ...commonData(message),
    itemClass: message.itemClass ?? (meeting === undefined ? 'IPM.Note' : 'IPM.Schedule.Meeting.Request'),
    conversationId: message.conversationId,
    internetMessageId: message.internetMessageId,
    from: wirePerson(message.from, address),
    sender: wirePerson(message.sender ?? message.from, address),
    to: people(message.to),
    cc: people(message.cc),
    bcc: people(message.bcc ?? []),
    ...(meeting === undefined
      ? {}
      : {
          start: meeting.start,
          end: meeting.end,
          location: meeting.location,
          seriesId: meeting.seriesId ?? null,
        }),
  };
}

function appointmentData(appointment: HostedAppointment, { address }: OutlookUser): Wire {
  return {
    itemType: TYPES.appointment,
    ...commonData(appointment),
    itemClass: appointment.itemClass ?? 'IPM.Appointment',
    organizer: wirePerson({ response: 'organizer', ...appointment.organizer }, address),
    to: appointment.required.map((one) => wirePerson(one, address)),
    cc: appointment.optional.map((one) => wirePerson(one, address)),
    start: appointment.start,
    end: appointment.end,
    location: appointment.location,
    isAllDayEvent: appointment.isAllDay ?? false,
    seriesId: appointment.seriesId ?? null,
  };
}

function commonData(item: HostedMessage | HostedAppointment): Wire {
  return {
    id: item.id,
    subject: item.subject,
    normalizedSubject: withoutPrefixes(item.subject),
    dateTimeCreated: item.createdAt,
    dateTimeModified: item.modifiedAt,
    attachments: item.attachments.map(wireAttachment),
    recurrence: null,
    entities: {},
    regExMatches: {},
  };
}

/** An attachment as office.js takes it. */
export function wireAttachment(attachment: HostedAttachment): Wire {
  const { id, name, contentType, size, isInline, kind = 'file' } = attachment;
  return { id, name, contentType, size, isInline, attachmentType: ATTACHMENT_TYPES[kind] };
}

function withoutPrefixes(subject: string): string {
  return subject.replace(/^(\s*(re|aw|antw|fwd?|wg)\s*:)+\s*/i, '');
}
