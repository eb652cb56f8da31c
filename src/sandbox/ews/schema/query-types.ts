// https://learn.microsoft.com/exchange/client-developer/web-service-reference/ews-xml-elements-in-exchange
import type { TypeTable } from './type-table.ts';

/** Property paths, restrictions, views and shapes. */
export const QUERY_TYPES: TypeTable = {
  $path: `
    (FieldURI=PathToUnindexedFieldType | IndexedFieldURI=PathToIndexedFieldType | ExtendedFieldURI=PathToExtendedFieldType)`,
  $expression: `
    (Contains=ContainsExpressionType | Excludes=ExcludesType | Exists=ExistsType |
    IsEqualTo=IsEqualToType | IsNotEqualTo=IsNotEqualToType | IsGreaterThan=IsGreaterThanType |
    IsGreaterThanOrEqualTo=IsGreaterThanOrEqualToType | IsLessThan=IsLessThanType |
    IsLessThanOrEqualTo=IsLessThanOrEqualToType | And=AndType | Not=NotType | Or=OrType)`,
  AndType: '< MultipleOperandBooleanExpressionType',
  BasePagingType: '@MaxEntriesReturned=int',
  CalendarViewType: '< BasePagingType @StartDate!=dateTime @EndDate!=dateTime',
  ConstantValueType: '@Value!',
  ContainsExpressionType: `
    $path Constant=ConstantValueType @ContainmentMode=ContainmentModeType
    @ContainmentComparison=ContainmentComparisonType`,
  ExcludesType: '$path Bitmask=ExcludesValueType',
  ExcludesValueType: '@Value!=ExcludesAttributeType',
  ExistsType: '$path',
  FieldOrderType: '$path @Order!=SortDirectionType',
  FieldURIOrConstantType: `
    (FieldURI=PathToUnindexedFieldType | IndexedFieldURI=PathToIndexedFieldType |
    ExtendedFieldURI=PathToExtendedFieldType | Constant=ConstantValueType)`,
  FolderResponseShapeType: `
    BaseShape=DefaultShapeNamesType AdditionalProperties=NonEmptyArrayOfPathsToElementType?`,
  FractionalPageViewType: '< BasePagingType @Numerator!=int @Denominator!=int',
  IndexedPageViewType: '< BasePagingType @Offset!=int @BasePoint!=IndexBasePointType',
  IsEqualToType: '< TwoOperandExpressionType',
  IsGreaterThanOrEqualToType: '< TwoOperandExpressionType',
  IsGreaterThanType: '< TwoOperandExpressionType',
  IsLessThanOrEqualToType: '< TwoOperandExpressionType',
  IsLessThanType: '< TwoOperandExpressionType',
  IsNotEqualToType: '< TwoOperandExpressionType',
  ItemResponseShapeType: `
    BaseShape=DefaultShapeNamesType IncludeMimeContent=boolean? BodyType=BodyTypeResponseType?
    UniqueBodyType=BodyTypeResponseType? NormalizedBodyType=BodyTypeResponseType?
    FilterHtmlContent=boolean? ConvertHtmlCodePageToUTF8=boolean? InlineImageUrlTemplate?
    BlockExternalImages=boolean? AddBlankTargetToLinks=boolean? MaximumBodySize=int?
    AdditionalProperties=NonEmptyArrayOfPathsToElementType?`,
  MultipleOperandBooleanExpressionType: '$expression+',
  NonEmptyArrayOfFieldOrdersType: 'FieldOrder=FieldOrderType+',
  NonEmptyArrayOfPathsToElementType: '$path+',
  NotType: '$expression',
  OrType: '< MultipleOperandBooleanExpressionType',
  PathToExtendedFieldType: `
    @DistinguishedPropertySetId=DistinguishedPropertySetType @PropertySetId=GuidType
    @PropertyTag=PropertyTagType @PropertyName @PropertyId=int @PropertyType!=MapiPropertyTypeType`,
  PathToIndexedFieldType: '@FieldURI!=DictionaryURIType @FieldIndex!',
  PathToUnindexedFieldType: '@FieldURI!=UnindexedFieldURIType',
  RestrictionType: '$expression',
  TwoOperandExpressionType: '$path FieldURIOrConstant=FieldURIOrConstantType',
};

/** What is known by name only: the operations say that they don't offer it. */
export const UNREAD_QUERY_TYPES =
  'ContactsViewType DistinguishedGroupByType GroupByType SeekToConditionPageViewType'.split(' ');
