// https://learn.microsoft.com/exchange/client-developer/web-service-reference/ews-xml-elements-in-exchange
import type { TypeTable } from './type-table.ts';

/** Items, people and what else items hold. */
export const ITEM_TYPES: TypeTable = {
  ArrayOfInboxReminderType: 'InboxReminder=InboxReminderType*',
  InboxReminderType: `
    Id=GuidType? ReminderOffset=int? Message? IsOrganizerReminder=boolean? OccurrenceChange? SendOption?`,
  OnlineMeetingSettingsType: 'LobbyBypass AccessLevel Presenters',
  $item: `
    (Item=ItemType | Message=MessageType | CalendarItem=CalendarItemType | Contact=ContactItemType |
    DistributionList=DistributionListType | MeetingMessage=MeetingMessageType |
    MeetingRequest=MeetingRequestMessageType | MeetingResponse=MeetingResponseMessageType |
    MeetingCancellation=MeetingCancellationMessageType | Task=TaskType | PostItem=PostItemType |
    RoleMember=RoleMemberItemType | Network=NetworkItemType | Person=AbchPersonItemType)`,
  AcceptItemType: '< MeetingRegistrationResponseObjectType',
  AppendToItemFieldType: '< ItemChangeDescriptionType $item',
  ArrayOfBaseItemIdsType: '(ItemId=ItemIdType)*',
  ArrayOfRecipientsType: '(Mailbox=EmailAddressType)*',
  ArrayOfStringsType: 'String*',
  AttachmentResponseShapeType: `
    IncludeMimeContent=boolean? BodyType=BodyTypeResponseType? FilterHtmlContent=boolean?
    AdditionalProperties=NonEmptyArrayOfPathsToElementType?`,
  NonEmptyArrayOfRequestAttachmentIdsType: 'AttachmentId=RequestAttachmentIdType+',
  AttachmentIdType: '< RequestAttachmentIdType @RootItemId @RootItemChangeKey',
  AttachmentType: `
    AttachmentId=AttachmentIdType? Name? ContentType? ContentId? ContentLocation? Size=int?
    LastModifiedTime=dateTime? IsInline=boolean?`,
  AttendeeType: `
    Mailbox=EmailAddressType ResponseType=ResponseTypeType? LastResponseTime=dateTime?
    ProposedStart=dateTime? ProposedEnd=dateTime?`,
  BodyType: 'text @BodyType!=BodyTypeType @IsTruncated=boolean',
  CalendarItemType: `
    < ItemType UID? RecurrenceId=dateTime? DateTimeStamp=dateTime? Start=dateTime? End=dateTime?
    OriginalStart=dateTime? IsAllDayEvent=boolean? LegacyFreeBusyStatus=LegacyFreeBusyType? Location?
    When? IsMeeting=boolean? IsCancelled=boolean? IsRecurring=boolean? MeetingRequestWasSent=boolean?
    IsResponseRequested=boolean? CalendarItemType=CalendarItemTypeType? MyResponseType=ResponseTypeType?
    Organizer=SingleRecipientType? RequiredAttendees=NonEmptyArrayOfAttendeesType?
    OptionalAttendees=NonEmptyArrayOfAttendeesType? Resources=NonEmptyArrayOfAttendeesType?
    InboxReminders=ArrayOfInboxReminderType? ConflictingMeetingCount=int? AdjacentMeetingCount=int?
    ConflictingMeetings=NonEmptyArrayOfAllItemsType? AdjacentMeetings=NonEmptyArrayOfAllItemsType?
    Duration? TimeZone? AppointmentReplyTime=dateTime? AppointmentSequenceNumber=int?
    AppointmentState=int? Recurrence=RecurrenceType? FirstOccurrence=OccurrenceInfoType?
    LastOccurrence=OccurrenceInfoType? ModifiedOccurrences=NonEmptyArrayOfOccurrenceInfoType?
    DeletedOccurrences=NonEmptyArrayOfDeletedOccurrencesType? MeetingTimeZone=TimeZoneType?
    StartTimeZone=TimeZoneDefinitionType? EndTimeZone=TimeZoneDefinitionType? ConferenceType=int?
    AllowNewTimeProposal=boolean? IsOnlineMeeting=boolean? MeetingWorkspaceUrl? NetShowUrl?
    EnhancedLocation=EnhancedLocationType? StartWallClock=dateTime? EndWallClock=dateTime?
    StartTimeZoneId? EndTimeZoneId? IntendedFreeBusyStatus=LegacyFreeBusyType? JoinOnlineMeetingUrl?
    OnlineMeetingSettings=OnlineMeetingSettingsType? IsOrganizer=boolean?`,
  CancelCalendarItemType: '< SmartResponseType',
  ChangeDescriptionType: '$path',
  DeclineItemType: '< MeetingRegistrationResponseObjectType',
  DeleteItemFieldType: '< ItemChangeDescriptionType',
  EffectiveRightsType: `
    CreateAssociated=boolean CreateContents=boolean CreateHierarchy=boolean Delete=boolean
    Modify=boolean Read=boolean ViewPrivateItems=boolean?`,
  EmailAddress: 'Name? Address RoutingType?',
  EmailAddressType: `
    Name? EmailAddress=NonEmptyStringType? RoutingType=NonEmptyStringType? MailboxType=MailboxTypeType?
    ItemId=ItemIdType? OriginalDisplayName?`,
  EnhancedLocationType: 'DisplayName Annotation? PostalAddress=PersonaPostalAddressType?',
  ExtendedPropertyType: `
    ExtendedFieldURI=PathToExtendedFieldType (Value | Values=NonEmptyArrayOfPropertyValuesType)`,
  FileAttachmentType: '< AttachmentType IsContactPhoto=boolean? Content=base64Binary?',
  FlagType: 'FlagStatus=FlagStatusType StartDate=dateTime? DueDate=dateTime? CompleteDate=dateTime?',
  ForwardItemType: '< SmartResponseType',
  InternetHeaderType: 'text @HeaderName!',
  ItemChangeDescriptionType: '< ChangeDescriptionType',
  ItemChangeType: `
    (ItemId=ItemIdType | OccurrenceItemId=OccurrenceItemIdType |
    RecurringMasterItemId=RecurringMasterItemIdType) Updates=NonEmptyArrayOfItemChangeDescriptionsType`,
  ItemIdType: '@Id! @ChangeKey',
  ItemType: `
    MimeContent=MimeContentType? ItemId=ItemIdType? ParentFolderId=FolderIdType?
    ItemClass=ItemClassType? Subject? Sensitivity=SensitivityChoicesType? Body=BodyType?
    Attachments=NonEmptyArrayOfAttachmentsType? DateTimeReceived=dateTime? Size=int?
    Categories=ArrayOfStringsType? Importance=ImportanceChoicesType? InReplyTo? IsSubmitted=boolean?
    IsDraft=boolean? IsFromMe=boolean? IsResend=boolean? IsUnmodified=boolean?
    InternetMessageHeaders=NonEmptyArrayOfInternetHeadersType? DateTimeSent=dateTime?
    DateTimeCreated=dateTime? ResponseObjects=NonEmptyArrayOfResponseObjectsType?
    ReminderDueBy=dateTime? ReminderIsSet=boolean? ReminderNextTime=dateTime?
    ReminderMinutesBeforeStart=ReminderMinutesBeforeStartType? DisplayCc? DisplayTo?
    HasAttachments=boolean? ExtendedProperty=ExtendedPropertyType* Culture=language?
    EffectiveRights=EffectiveRightsType? LastModifiedName? LastModifiedTime=dateTime?
    IsAssociated=boolean? WebClientReadFormQueryString? WebClientEditFormQueryString?
    ConversationId=ItemIdType? UniqueBody=BodyType? Flag=FlagType? StoreEntryId=base64Binary?
    InstanceKey=base64Binary? NormalizedBody=BodyType?
    EntityExtractionResult=EntityExtractionResultType? PolicyTag=RetentionTagType?
    ArchiveTag=RetentionTagType? RetentionDate=dateTime? Preview?
    RightsManagementLicenseData=RightsManagementLicenseDataType?
    PredictedActionReasons=NonEmptyArrayOfPredictedActionReasonType? IsClutter=boolean?
    BlockStatus=boolean? HasBlockedImages=boolean? TextBody=BodyType? IconIndex=IconIndexType?
    SearchKey=base64Binary? SortKey=long? Hashtags=ArrayOfStringsType? Mentions=ArrayOfRecipientsType?
    MentionedMe=boolean? PendingSocialActivityTagIds=ArrayOfStringsType?`,
  MeetingCancellationMessageType: `
    < MeetingMessageType Start=dateTime? End=dateTime? Location? Recurrence=RecurrenceType?
    CalendarItemType? EnhancedLocation=EnhancedLocationType?`,
  MeetingMessageType: `
    < MessageType AssociatedCalendarItemId=ItemIdType? IsDelegated=boolean? IsOutOfDate=boolean?
    HasBeenProcessed=boolean? ResponseType=ResponseTypeType? UID? RecurrenceId=dateTime?
    DateTimeStamp=dateTime? IsOrganizer=boolean?`,
  MeetingRegistrationResponseObjectType: `
    < WellKnownResponseObjectType ProposedStart=dateTime? ProposedEnd=dateTime?`,
  MeetingRequestMessageType: `
    < MeetingMessageType MeetingRequestType=MeetingRequestTypeType?
    IntendedFreeBusyStatus=LegacyFreeBusyType? Start=dateTime? End=dateTime? OriginalStart=dateTime?
    IsAllDayEvent=boolean? LegacyFreeBusyStatus=LegacyFreeBusyType? Location? When? IsMeeting=boolean?
    IsCancelled=boolean? IsRecurring=boolean? MeetingRequestWasSent=boolean?
    CalendarItemType=CalendarItemTypeType? MyResponseType=ResponseTypeType?
    Organizer=SingleRecipientType? RequiredAttendees=NonEmptyArrayOfAttendeesType?
    OptionalAttendees=NonEmptyArrayOfAttendeesType? Resources=NonEmptyArrayOfAttendeesType?
    ConflictingMeetingCount=int? AdjacentMeetingCount=int?
    ConflictingMeetings=NonEmptyArrayOfAllItemsType? AdjacentMeetings=NonEmptyArrayOfAllItemsType?
    Duration? TimeZone? AppointmentReplyTime=dateTime? AppointmentSequenceNumber=int?
    AppointmentState=int? Recurrence=RecurrenceType? FirstOccurrence=OccurrenceInfoType?
    LastOccurrence=OccurrenceInfoType? ModifiedOccurrences=NonEmptyArrayOfOccurrenceInfoType?
    DeletedOccurrences=NonEmptyArrayOfDeletedOccurrencesType? MeetingTimeZone=TimeZoneType?
    StartTimeZone=TimeZoneDefinitionType? EndTimeZone=TimeZoneDefinitionType? ConferenceType=int?
    AllowNewTimeProposal=boolean? IsOnlineMeeting=boolean? MeetingWorkspaceUrl? NetShowUrl?
    EnhancedLocation=EnhancedLocationType? ChangeHighlights=ChangeHighlightsType?
    StartWallClock=dateTime? EndWallClock=dateTime? StartTimeZoneId? EndTimeZoneId?`,
  MeetingResponseMessageType: `
    < MeetingMessageType Start=dateTime? End=dateTime? Location? Recurrence=RecurrenceType?
    CalendarItemType? ProposedStart=dateTime? ProposedEnd=dateTime?
    EnhancedLocation=EnhancedLocationType?`,
  MessageType: `
    < ItemType Sender=SingleRecipientType? ToRecipients=ArrayOfRecipientsType?
    CcRecipients=ArrayOfRecipientsType? BccRecipients=ArrayOfRecipientsType?
    IsReadReceiptRequested=boolean? IsDeliveryReceiptRequested=boolean? ConversationIndex=base64Binary?
    ConversationTopic? From=SingleRecipientType? InternetMessageId? IsRead=boolean?
    IsResponseRequested=boolean? References? ReplyTo=ArrayOfRecipientsType?
    ReceivedBy=SingleRecipientType? ReceivedRepresenting=SingleRecipientType?
    ApprovalRequestData=ApprovalRequestDataType? VotingInformation=VotingInformationType?
    ReminderMessageData=ReminderMessageDataType?`,
  MimeContentType: 'text @CharacterSet',
  NonEmptyArrayOfAllItemsType: `
    (Item=ItemType | Message=MessageType | CalendarItem=CalendarItemType | Contact=ContactItemType |
    DistributionList=DistributionListType | MeetingMessage=MeetingMessageType |
    MeetingRequest=MeetingRequestMessageType | MeetingResponse=MeetingResponseMessageType |
    MeetingCancellation=MeetingCancellationMessageType | Task=TaskType | PostItem=PostItemType |
    ReplyToItem=ReplyToItemType | ForwardItem=ForwardItemType | ReplyAllToItem=ReplyAllToItemType |
    AcceptItem=AcceptItemType | TentativelyAcceptItem=TentativelyAcceptItemType |
    DeclineItem=DeclineItemType | CancelCalendarItem=CancelCalendarItemType | RemoveItem=RemoveItemType
    | SuppressReadReceipt=SuppressReadReceiptType | PostReplyItem=PostReplyItemType |
    AcceptSharingInvitation=AcceptSharingInvitationType | RoleMember=RoleMemberItemType |
    Network=NetworkItemType | Person=AbchPersonItemType)+`,
  NonEmptyArrayOfAttachmentsType: `
    (ItemAttachment=ItemAttachmentType | FileAttachment=FileAttachmentType |
    ReferenceAttachment=ReferenceAttachmentType)+`,
  NonEmptyArrayOfAttendeesType: 'Attendee=AttendeeType+',
  NonEmptyArrayOfBaseItemIdsType: `
    (ItemId=ItemIdType | OccurrenceItemId=OccurrenceItemIdType |
    RecurringMasterItemId=RecurringMasterItemIdType |
    RecurringMasterItemIdRanges=RecurringMasterItemIdRangesType)+`,
  NonEmptyArrayOfInternetHeadersType: 'InternetMessageHeader=InternetHeaderType+',
  NonEmptyArrayOfItemChangeDescriptionsType: `
    (AppendToItemField=AppendToItemFieldType | SetItemField=SetItemFieldType |
    DeleteItemField=DeleteItemFieldType)+`,
  NonEmptyArrayOfItemChangesType: 'ItemChange=ItemChangeType+',
  NonEmptyArrayOfPropertyValuesType: 'Value+',
  NonEmptyArrayOfResponseObjectsType: `
    (AcceptItem=AcceptItemType | TentativelyAcceptItem=TentativelyAcceptItemType |
    DeclineItem=DeclineItemType | ReplyToItem=ReplyToItemType | ForwardItem=ForwardItemType |
    ReplyAllToItem=ReplyAllToItemType | CancelCalendarItem=CancelCalendarItemType |
    RemoveItem=RemoveItemType | SuppressReadReceipt=SuppressReadReceiptType |
    PostReplyItem=PostReplyItemType | AcceptSharingInvitation=AcceptSharingInvitationType |
    AddItemToMyCalendar=AddItemToMyCalendarType | ProposeNewTime=ProposeNewTimeType)*`,
  OccurrenceItemIdType: '@RecurringMasterId!=DerivedItemIdType @ChangeKey @InstanceIndex!=int',
  PersonaPostalAddressType: `
    Street? City? State? Country? PostalCode? PostOfficeBox? Type? Latitude=double? Longitude=double?
    Accuracy=double? Altitude=double? AltitudeAccuracy=double? FormattedAddress? LocationUri?
    LocationSource=LocationSourceType?`,
  RecurringMasterItemIdType: '@OccurrenceId!=DerivedItemIdType @ChangeKey',
  ReferenceItemResponseType: '< ResponseObjectType ReferenceItemId=ItemIdType? @ObjectName',
  RemoveItemType: '< ResponseObjectType',
  ReplyAllToItemType: '< SmartResponseType',
  ReplyToItemType: '< SmartResponseType',
  RequestAttachmentIdType: '@Id!',
  ResponseObjectCoreType: '< MessageType ReferenceItemId=ItemIdType?',
  ResponseObjectType: '< ResponseObjectCoreType @ObjectName',
  SetItemFieldType: '< ItemChangeDescriptionType $item',
  SingleRecipientType: 'Mailbox=EmailAddressType',
  SmartResponseBaseType: `
    < ResponseObjectType Subject? Body=BodyType? ToRecipients=ArrayOfRecipientsType?
    CcRecipients=ArrayOfRecipientsType? BccRecipients=ArrayOfRecipientsType?
    IsReadReceiptRequested=boolean? IsDeliveryReceiptRequested=boolean? From=SingleRecipientType?
    ReferenceItemId=ItemIdType? @ObjectName`,
  SmartResponseType: '< SmartResponseBaseType NewBodyContent=BodyType?',
  SmtpAddressType: 'text',
  SuppressReadReceiptType: '< ReferenceItemResponseType',
  TentativelyAcceptItemType: '< MeetingRegistrationResponseObjectType',
  WellKnownResponseObjectType: `
    < ResponseObjectType ItemClass=ItemClassType? Sensitivity=SensitivityChoicesType? Body=BodyType?
    Attachments=NonEmptyArrayOfAttachmentsType?
    InternetMessageHeaders=NonEmptyArrayOfInternetHeadersType? Sender=SingleRecipientType?
    ToRecipients=ArrayOfRecipientsType? CcRecipients=ArrayOfRecipientsType?
    BccRecipients=ArrayOfRecipientsType? IsReadReceiptRequested=boolean?
    IsDeliveryReceiptRequested=boolean? From=SingleRecipientType? ReferenceItemId=ItemIdType?
    @ObjectName`,
};

/** What is known by name only: the operations say that they don't offer it. */
export const UNREAD_ITEM_TYPES =
  'AbchPersonItemType AcceptSharingInvitationType AddItemToMyCalendarType AppliedHashtagsPreviewType ApprovalRequestDataType ChangeHighlightsType ContactItemType DistributionListType EntityExtractionResultType ItemAttachmentType LikesPreviewType MentionsPreviewType NetworkItemType NonEmptyArrayOfAppliedHashtagType NonEmptyArrayOfLikeType NonEmptyArrayOfMentionActionsType NonEmptyArrayOfPredictedActionReasonType PostItemType PostReplyItemType ProposeNewTimeType ReferenceAttachmentType ReminderMessageDataType RetentionTagType RightsManagementLicenseDataType RoleMemberItemType TaskType VotingInformationType'.split(
    ' ',
  );
