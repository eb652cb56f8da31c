// https://learn.microsoft.com/exchange/client-developer/web-service-reference/ews-xml-elements-in-exchange
import type { TypeTable } from './type-table.ts';

/** What the requests hold (messages.xsd): the elements of each operation, in order. */
export const REQUEST_TYPES: TypeTable = {
  BaseMoveCopyItemType: `
    ToFolderId=TargetFolderIdType ItemIds=NonEmptyArrayOfBaseItemIdsType ReturnNewItemIds=boolean?`,
  ConvertIdType: 'SourceIds=NonEmptyArrayOfAlternateIdsType @DestinationFormat!=IdFormatType',
  CreateFolderType: 'ParentFolderId=TargetFolderIdType Folders=NonEmptyArrayOfFoldersType',
  CreateItemType: `
    SavedItemFolderId=TargetFolderIdType? Items=NonEmptyArrayOfAllItemsType
    @MessageDisposition=MessageDispositionType
    @SendMeetingInvitations=CalendarItemCreateOrDeleteOperationType`,
  DeleteFolderType: 'FolderIds=NonEmptyArrayOfBaseFolderIdsType @DeleteType!=DisposalType',
  DeleteItemType: `
    ItemIds=NonEmptyArrayOfBaseItemIdsType @DeleteType!=DisposalType
    @SendMeetingCancellations=CalendarItemCreateOrDeleteOperationType
    @AffectedTaskOccurrences=AffectedTaskOccurrencesType @SuppressReadReceipts=boolean`,
  FindFolderType: `
    FolderShape=FolderResponseShapeType (IndexedPageFolderView=IndexedPageViewType |
    FractionalPageFolderView=FractionalPageViewType)? Restriction=RestrictionType?
    ParentFolderIds=NonEmptyArrayOfBaseFolderIdsType @Traversal!=FolderQueryTraversalType`,
  FindItemType: `
    ItemShape=ItemResponseShapeType (IndexedPageItemView=IndexedPageViewType |
    FractionalPageItemView=FractionalPageViewType |
    SeekToConditionPageItemView=SeekToConditionPageViewType | CalendarView=CalendarViewType |
    ContactsView=ContactsViewType)? (GroupBy=GroupByType |
    DistinguishedGroupBy=DistinguishedGroupByType)? Restriction=RestrictionType?
    SortOrder=NonEmptyArrayOfFieldOrdersType? ParentFolderIds=NonEmptyArrayOfBaseFolderIdsType
    QueryString=m:QueryStringType? @Traversal!=ItemQueryTraversalType`,
  GetAttachmentType: `
    AttachmentShape=AttachmentResponseShapeType?
    AttachmentIds=NonEmptyArrayOfRequestAttachmentIdsType`,
  GetEventsType: 'SubscriptionId=SubscriptionIdType Watermark=WatermarkType',
  GetFolderType: 'FolderShape=FolderResponseShapeType FolderIds=NonEmptyArrayOfBaseFolderIdsType',
  GetItemType: 'ItemShape=ItemResponseShapeType ItemIds=NonEmptyArrayOfBaseItemIdsType',
  GetServerTimeZonesType: 'Ids=NonEmptyArrayOfTimeZoneIdType? @ReturnFullTimeZoneData=boolean',
  GetStreamingEventsType: `
    SubscriptionIds=NonEmptyArrayOfSubscriptionIdsType
    ConnectionTimeout=StreamingSubscriptionConnectionTimeoutType`,
  GetUserAvailabilityRequestType: `
    t:TimeZone=SerializableTimeZone? MailboxDataArray=ArrayOfMailboxData
    t:FreeBusyViewOptions=FreeBusyViewOptionsType? t:SuggestionsViewOptions=SuggestionsViewOptionsType?`,
  GetUserConfigurationType: `
    UserConfigurationName=UserConfigurationNameType
    UserConfigurationProperties=UserConfigurationPropertyType`,
  MoveItemType: '< m:BaseMoveCopyItemType',
  ResolveNamesType: `
    ParentFolderIds=NonEmptyArrayOfBaseFolderIdsType? UnresolvedEntry=NonEmptyStringType
    @ReturnFullContactData!=boolean @SearchScope=ResolveNamesSearchScopeType
    @ContactDataShape=DefaultShapeNamesType`,
  SubscribeType: `
    (PullSubscriptionRequest=PullSubscriptionRequestType |
    PushSubscriptionRequest=PushSubscriptionRequestType |
    StreamingSubscriptionRequest=StreamingSubscriptionRequestType)`,
  SyncFolderHierarchyType: `
    FolderShape=FolderResponseShapeType SyncFolderId=TargetFolderIdType? SyncState?`,
  SyncFolderItemsType: `
    ItemShape=ItemResponseShapeType SyncFolderId=TargetFolderIdType SyncState?
    Ignore=ArrayOfBaseItemIdsType? MaxChangesReturned=MaxSyncChangesReturnedType
    SyncScope=SyncFolderItemsScopeType?`,
  UnsubscribeType: 'SubscriptionId=SubscriptionIdType',
  UpdateItemType: `
    SavedItemFolderId=TargetFolderIdType? ItemChanges=NonEmptyArrayOfItemChangesType
    @ConflictResolution!=ConflictResolutionType @MessageDisposition=MessageDispositionType
    @SendMeetingInvitationsOrCancellations=CalendarItemUpdateOperationType @SuppressReadReceipts=boolean`,
};

/** What is known by name only: the operations say that they don't offer it. */
export const UNREAD_REQUEST_TYPES = 'QueryStringType'.split(' ');
