// https://learn.microsoft.com/exchange/client-developer/web-service-reference/ews-xml-elements-in-exchange
import type { TypeTable } from './type-table.ts';

/** Folders and their ids. */
export const FOLDER_TYPES: TypeTable = {
  $folder: '(FolderId=FolderIdType | DistinguishedFolderId=DistinguishedFolderIdType)',
  AddressListIdType: '@Id!',
  AlternatePublicFolderIdType: '< AlternateIdBaseType @FolderId!',
  AlternatePublicFolderItemIdType: '< AlternatePublicFolderIdType @ItemId!',
  BaseFolderType: `
    FolderId=FolderIdType? ParentFolderId=FolderIdType? FolderClass? DisplayName? TotalCount=int?
    ChildFolderCount=int? ExtendedProperty=ExtendedPropertyType*
    ManagedFolderInformation=ManagedFolderInformationType? EffectiveRights=EffectiveRightsType?
    DistinguishedFolderId=DistinguishedFolderIdNameType? PolicyTag=RetentionTagType?
    ArchiveTag=RetentionTagType? ReplicaList=ArrayOfStringsType?`,
  CalendarFolderType: `
    < BaseFolderType SharingEffectiveRights=CalendarPermissionReadAccessType?
    PermissionSet=CalendarPermissionSetType?`,
  ContactsFolderType: `
    < BaseFolderType SharingEffectiveRights=PermissionReadAccessType? PermissionSet=PermissionSetType?
    SourceId? AccountName?`,
  DistinguishedFolderIdType: 'Mailbox=EmailAddressType? @Id!=DistinguishedFolderIdNameType @ChangeKey',
  FolderIdType: '@Id! @ChangeKey',
  FolderType: '< BaseFolderType PermissionSet=PermissionSetType? UnreadCount=int?',
  NonEmptyArrayOfBaseFolderIdsType: '$folder+',
  NonEmptyArrayOfFoldersType: `
    (Folder=FolderType | CalendarFolder=CalendarFolderType | ContactsFolder=ContactsFolderType |
    SearchFolder=SearchFolderType | TasksFolder=TasksFolderType)+`,
  TargetFolderIdType: `
    (FolderId=FolderIdType | DistinguishedFolderId=DistinguishedFolderIdType |
    AddressListId=AddressListIdType)`,
  TasksFolderType: '< FolderType',
};

/** What is known by name only: the operations say that they don't offer it. */
export const UNREAD_FOLDER_TYPES =
  'CalendarPermissionSetType ManagedFolderInformationType PermissionSetType SearchFolderType'.split(' ');
