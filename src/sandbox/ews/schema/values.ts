/** Values that are words, by type. A star: a list of them, by blanks. */
export const WORDS: Readonly<Record<string, string>> = {
  AffectedTaskOccurrencesType: 'AllOccurrences SpecifiedOccurrenceOnly',
  BodyTypeResponseType: 'Best HTML Text',
  BodyTypeType: 'HTML Text',
  CalendarItemCreateOrDeleteOperationType: 'SendToNone SendOnlyToAll SendToAllAndSaveCopy',
  CalendarItemTypeType: 'Single Occurrence Exception RecurringMaster',
  CalendarItemUpdateOperationType: `
    SendToNone SendOnlyToAll SendOnlyToChanged SendToAllAndSaveCopy SendToChangedAndSaveCopy`,
  CalendarPermissionReadAccessType: 'None TimeOnly TimeAndSubjectAndLocation FullDetails',
  ConflictResolutionType: 'NeverOverwrite AutoResolve AlwaysOverwrite',
  ContainmentComparisonType: `
    Exact IgnoreCase IgnoreNonSpacingCharacters Loose IgnoreCaseAndNonSpacingCharacters
    LooseAndIgnoreCase LooseAndIgnoreNonSpace LooseAndIgnoreCaseAndIgnoreNonSpace`,
  ContainmentModeType: 'FullString Prefixed Substring PrefixOnWords ExactPhrase',
  DayOfWeekIndexType: 'First Second Third Fourth Last',
  DayOfWeekType: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday Day Weekday WeekendDay',
  DefaultShapeNamesType: 'IdOnly Default AllProperties',
  DisposalType: 'HardDelete SoftDelete MoveToDeletedItems',
  DistinguishedFolderIdNameType: `
    calendar contacts deleteditems drafts inbox journal notes outbox sentitems tasks msgfolderroot
    publicfoldersroot root junkemail searchfolders voicemail recoverableitemsroot
    recoverableitemsdeletions recoverableitemsversions recoverableitemspurges
    recoverableitemsdiscoveryholds archiveroot archivemsgfolderroot archivedeleteditems archiveinbox
    archiverecoverableitemsroot archiverecoverableitemsdeletions archiverecoverableitemsversions
    archiverecoverableitemspurges archiverecoverableitemsdiscoveryholds syncissues conflicts
    localfailures serverfailures recipientcache quickcontacts conversationhistory adminauditlogs
    todosearch mycontacts directory imcontactlist peopleconnect favorites mecontact personmetadata`,
  DistinguishedPropertySetType: `
    Meeting Appointment Common PublicStrings Address InternetHeaders CalendarAssistant UnifiedMessaging
    Task Sharing`,
  EmailReminderChangeType: 'None Added Override Deleted',
  EmailReminderSendOption: 'NotSet User AllAttendees Staff Customer',
  FlagStatusType: 'NotFlagged Flagged Complete',
  FolderQueryTraversalType: 'Shallow Deep SoftDeleted',
  FreeBusyViewType: '* None MergedOnly FreeBusy FreeBusyMerged Detailed DetailedMerged',
  IconIndexType: `
    Default PostItem MailRead MailUnread MailReplied MailForwarded MailEncrypted MailSmimeSigned
    MailEncryptedReplied MailSmimeSignedReplied MailEncryptedForwarded MailSmimeSignedForwarded
    MailEncryptedRead MailSmimeSignedRead MailIrm MailIrmForwarded MailIrmReplied SmsSubmitted
    SmsRoutedToDeliveryPoint SmsRoutedToExternalMessagingSystem SmsDelivered OutlookDefaultForContacts
    AppointmentItem AppointmentRecur AppointmentMeet AppointmentMeetRecur AppointmentMeetNY
    AppointmentMeetYes AppointmentMeetNo AppointmentMeetMaybe AppointmentMeetCancel AppointmentMeetInfo
    TaskItem TaskRecur TaskOwned TaskDelegated`,
  IdFormatType: 'EwsLegacyId EwsId EntryId HexEntryId StoreId OwaId',
  ImportanceChoicesType: 'Low Normal High',
  IndexBasePointType: 'Beginning End',
  InferenceClassificationType: 'Focused Other',
  ItemQueryTraversalType: 'Shallow SoftDeleted Associated',
  LegacyFreeBusyType: 'Free Tentative Busy OOF WorkingElsewhere NoData',
  LobbyBypassType: 'Disabled EnabledForGatewayParticipants',
  LocationSourceType: 'None LocationServices PhonebookServices Device Contact Resource',
  MailboxTypeType: 'Unknown OneOff Mailbox PublicDL PrivateDL Contact PublicFolder GroupMailbox',
  MapiPropertyTypeType: `
    ApplicationTime ApplicationTimeArray Binary BinaryArray Boolean CLSID CLSIDArray Currency
    CurrencyArray Double DoubleArray Error Float FloatArray Integer IntegerArray Long LongArray Null
    Object ObjectArray Short ShortArray SystemTime SystemTimeArray String StringArray`,
  MeetingAttendeeType: 'Organizer Required Optional Room Resource',
  MeetingRequestTypeType: `
    None FullUpdate InformationalUpdate NewMeetingRequest Outdated SilentUpdate PrincipalWantsCopy`,
  MessageDispositionType: 'SaveOnly SendOnly SendAndSaveCopy',
  MonthNamesType: `
    January February March April May June July August September October November December`,
  NotificationEventTypeType: `
    CopiedEvent CreatedEvent DeletedEvent ModifiedEvent MovedEvent NewMailEvent FreeBusyChangedEvent`,
  OnlineMeetingAccessLevelType: 'Locked Invited Internal Everyone',
  PermissionReadAccessType: 'None FullDetails',
  PresentersType: 'Disabled Internal Everyone',
  ResolveNamesSearchScopeType: `
    ActiveDirectory ActiveDirectoryContacts Contacts ContactsActiveDirectory`,
  ResponseTypeType: 'Unknown Organizer Tentative Accept Decline NoResponseReceived',
  SensitivityChoicesType: 'Normal Personal Private Confidential',
  SharingAction: 'AcceptAndViewCalendar ViewCalendar AddThisCalendar Accept',
  SharingActionImportance: 'Primary Secondary',
  SharingActionType: 'Accept',
  SortDirectionType: 'Ascending Descending',
  SyncFolderItemsScopeType: 'NormalItems NormalAndAssociatedItems',
  TransitionTargetKindType: 'Period Group',
  UserConfigurationPropertyType: '* Id Dictionary XmlData BinaryData All',
};
