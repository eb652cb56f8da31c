// https://learn.microsoft.com/exchange/client-developer/web-service-reference/fielduri
/** Properties that a t:FieldURI can name, by what they belong to. */
const PROPERTIES: Readonly<Record<string, string>> = {
  folder: `
    FolderId ParentFolderId DisplayName UnreadCount TotalCount ChildFolderCount FolderClass
    SearchParameters ManagedFolderInformation PermissionSet EffectiveRights SharingEffectiveRights
    DistinguishedFolderId PolicyTag ArchiveTag ReplicaList`,
  item: `
    ItemId ParentFolderId ItemClass MimeContent Attachments Subject DateTimeReceived Size Categories
    HasAttachments Importance InReplyTo InternetMessageHeaders IsAssociated IsDraft IsFromMe IsResend
    IsSubmitted IsUnmodified DateTimeSent DateTimeCreated Body ResponseObjects Sensitivity ReminderDueBy
    ReminderIsSet ReminderNextTime ReminderMinutesBeforeStart DisplayTo DisplayCc Culture
    EffectiveRights LastModifiedName LastModifiedTime ConversationId UniqueBody Flag StoreEntryId
    InstanceKey NormalizedBody EntityExtractionResult PolicyTag ArchiveTag RetentionDate Preview
    IsClutter RightsManagementLicenseData BlockStatus HasBlockedImages WebClientReadFormQueryString
    WebClientEditFormQueryString TextBody IconIndex MimeContentUTF8 Mentions MentionedMe Hashtags
    PendingSocialActivityTagIds`,
  message: `
    ConversationIndex ConversationTopic InternetMessageId IsRead IsResponseRequested
    IsReadReceiptRequested IsDeliveryReceiptRequested ReceivedBy ReceivedRepresenting References ReplyTo
    From Sender ToRecipients CcRecipients BccRecipients ApprovalRequestData VotingInformation
    ReminderMessageData`,
  meeting: `
    AssociatedCalendarItemId IsDelegated IsOutOfDate HasBeenProcessed ResponseType ProposedStart
    ProposedEnd`,
  meetingRequest: `
    MeetingRequestType IntendedFreeBusyStatus ChangeHighlights`,
  calendar: `
    Start End OriginalStart StartWallClock EndWallClock StartTimeZoneId EndTimeZoneId IsAllDayEvent
    LegacyFreeBusyStatus Location EnhancedLocation When IsMeeting IsCancelled IsRecurring
    MeetingRequestWasSent IsResponseRequested CalendarItemType MyResponseType Organizer
    RequiredAttendees OptionalAttendees Resources ConflictingMeetingCount AdjacentMeetingCount
    ConflictingMeetings AdjacentMeetings InboxReminders Duration TimeZone AppointmentReplyTime
    AppointmentSequenceNumber AppointmentState Recurrence FirstOccurrence LastOccurrence
    ModifiedOccurrences DeletedOccurrences MeetingTimeZone ConferenceType AllowNewTimeProposal
    IsOnlineMeeting MeetingWorkspaceUrl NetShowUrl UID RecurrenceId DateTimeStamp StartTimeZone
    EndTimeZone JoinOnlineMeetingUrl OnlineMeetingSettings IsOrganizer`,
};

/** Kinds of objects that this server does not keep; whatever they may have, nothing here has it. */
const ELSEWHERE = [
  'task',
  'contacts',
  'distributionlist',
  'postitem',
  'conversation',
  'person',
  'persona',
  'rolemember',
  'network',
  'abchperson',
  'booking',
  'insight',
  'cal',
];

const KNOWN = new Set(
  Object.entries(PROPERTIES).flatMap(([owner, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => `${owner}:${name}`),
  ),
);

/** Whether a property of that name exists in Exchange 2016. */
export function isFieldUri(uri: string): boolean {
  const [owner = '', name = ''] = uri.split(':', 2);
  return KNOWN.has(uri) || (ELSEWHERE.includes(owner) && /^[A-Z]/.test(name));
}
