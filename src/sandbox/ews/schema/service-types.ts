// https://learn.microsoft.com/exchange/client-developer/web-service-reference/ews-xml-elements-in-exchange
import type { TypeTable } from './type-table.ts';

/** What requests about notifications, availability, ids and settings hold. */
export const SERVICE_TYPES: TypeTable = {
  AlternateIdBaseType: '@Format!=IdFormatType',
  AlternateIdType: '< AlternateIdBaseType @Id! @Mailbox!=NonEmptyStringType @IsArchive=boolean',
  ArrayOfMailboxData: 'MailboxData=MailboxData*',
  BaseSubscriptionRequestType: `
    FolderIds=NonEmptyArrayOfBaseFolderIdsType? EventTypes=NonEmptyArrayOfNotificationEventTypesType
    Watermark=WatermarkType? @SubscribeToAllFolders=boolean`,
  FreeBusyViewOptionsType: `
    TimeWindow=Duration MergedFreeBusyIntervalInMinutes=int? RequestedView=FreeBusyViewType?`,
  MailboxData: 'Email=EmailAddress AttendeeType=MeetingAttendeeType ExcludeConflicts=boolean?',
  NonEmptyArrayOfAlternateIdsType: `
    (AlternateId=AlternateIdType | AlternatePublicFolderId=AlternatePublicFolderIdType |
    AlternatePublicFolderItemId=AlternatePublicFolderItemIdType)+`,
  NonEmptyArrayOfNotificationEventTypesType: '(EventType=NotificationEventTypeType)+',
  NonEmptyArrayOfSubscriptionIdsType: 'SubscriptionId=SubscriptionIdType+',
  PullSubscriptionRequestType: '< BaseSubscriptionRequestType Timeout=SubscriptionTimeoutType',
  StreamingSubscriptionRequestType: `
    FolderIds=NonEmptyArrayOfBaseFolderIdsType? EventTypes=NonEmptyArrayOfNotificationEventTypesType
    @SubscribeToAllFolders=boolean`,
  UserConfigurationNameType: '< TargetFolderIdType @Name!=NonEmptyStringType',
};

/** What is known by name only: the operations say that they don't offer it. */
export const UNREAD_SERVICE_TYPES = 'PushSubscriptionRequestType SuggestionsViewOptionsType'.split(' ');
