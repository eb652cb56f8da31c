// https://learn.microsoft.com/exchange/client-developer/web-service-reference/ews-xml-elements-in-exchange
import type { TypeTable } from './type-table.ts';

/** Time zones, recurrence and occurrences. */
export const TIME_TYPES: TypeTable = {
  AbsoluteDateTransitionType: '< TransitionType DateTime=dateTime',
  RecurringTimeTransitionType: '< TransitionType TimeOffset=duration Month=int',
  RecurringDayTransitionType: '< RecurringTimeTransitionType DayOfWeek=DayOfWeekType Occurrence=int',
  RecurringDateTransitionType: '< RecurringTimeTransitionType Day=int',
  AbsoluteMonthlyRecurrencePatternType: '< IntervalRecurrencePatternBaseType DayOfMonth=int',
  AbsoluteYearlyRecurrencePatternType: 'DayOfMonth=int Month=MonthNamesType',
  ArrayOfOccurrenceRangesType: 'Range=OccurrencesRangeType+',
  ArrayOfTransitionsGroupsType: 'TransitionsGroup=ArrayOfTransitionsType+',
  ArrayOfTransitionsType: `
    (Transition=TransitionType | AbsoluteDateTransition=AbsoluteDateTransitionType |
    RecurringDayTransition=RecurringDayTransitionType |
    RecurringDateTransition=RecurringDateTransitionType)+ @Id`,
  DailyRecurrencePatternType: '< IntervalRecurrencePatternBaseType',
  DeletedOccurrenceInfoType: 'Start=dateTime',
  Duration: 'StartTime=dateTime EndTime=dateTime',
  EndDateRecurrenceRangeType: '< RecurrenceRangeBaseType EndDate=date',
  IntervalRecurrencePatternBaseType: 'Interval=int',
  NoEndRecurrenceRangeType: '< RecurrenceRangeBaseType',
  NonEmptyArrayOfDeletedOccurrencesType: 'DeletedOccurrence=DeletedOccurrenceInfoType+',
  NonEmptyArrayOfOccurrenceInfoType: 'Occurrence=OccurrenceInfoType+',
  NonEmptyArrayOfPeriodsType: 'Period=PeriodType+',
  NonEmptyArrayOfTimeZoneIdType: 'Id+',
  NumberedRecurrenceRangeType: '< RecurrenceRangeBaseType NumberOfOccurrences=int',
  OccurrenceInfoType: 'ItemId=ItemIdType Start=dateTime End=dateTime OriginalStart=dateTime',
  OccurrencesRangeType: '@Start=dateTime @End=dateTime @Count=int @CompareOriginalStartTime=boolean',
  PeriodType: '@Bias=duration @Name @Id',
  RecurrenceRangeBaseType: 'StartDate=date',
  RecurrenceType: `
    (RelativeYearlyRecurrence=RelativeYearlyRecurrencePatternType |
    AbsoluteYearlyRecurrence=AbsoluteYearlyRecurrencePatternType |
    RelativeMonthlyRecurrence=RelativeMonthlyRecurrencePatternType |
    AbsoluteMonthlyRecurrence=AbsoluteMonthlyRecurrencePatternType |
    WeeklyRecurrence=WeeklyRecurrencePatternType | DailyRecurrence=DailyRecurrencePatternType)
    (NoEndRecurrence=NoEndRecurrenceRangeType | EndDateRecurrence=EndDateRecurrenceRangeType |
    NumberedRecurrence=NumberedRecurrenceRangeType)`,
  RecurringMasterItemIdRangesType: '< ItemIdType Ranges=ArrayOfOccurrenceRangesType?',
  RelativeMonthlyRecurrencePatternType: `
    < IntervalRecurrencePatternBaseType DaysOfWeek=DayOfWeekType DayOfWeekIndex=DayOfWeekIndexType`,
  RelativeYearlyRecurrencePatternType: `
    DaysOfWeek=DayOfWeekType DayOfWeekIndex=DayOfWeekIndexType Month=MonthNamesType`,
  SerializableTimeZone: `
    Bias=int StandardTime=SerializableTimeZoneTime DaylightTime=SerializableTimeZoneTime`,
  SerializableTimeZoneTime: 'Bias=int Time DayOrder=short Month=short DayOfWeek=DayOfWeekType Year?',
  TimeChangeType: `
    Offset=duration (RelativeYearlyRecurrence=RelativeYearlyRecurrencePatternType | AbsoluteDate=date)
    Time=time @TimeZoneName`,
  TimeZoneDefinitionType: `
    (Periods=NonEmptyArrayOfPeriodsType TransitionsGroups=ArrayOfTransitionsGroupsType?
    Transitions=ArrayOfTransitionsType?)? @Id @Name`,
  TimeZoneType: `
    (BaseOffset=duration (Standard=TimeChangeType Daylight=TimeChangeType)?)? @TimeZoneName`,
  TransitionTargetType: 'text @Kind!=TransitionTargetKindType',
  TransitionType: 'To=TransitionTargetType',
  WeeklyRecurrencePatternType: `
    < IntervalRecurrencePatternBaseType DaysOfWeek=DaysOfWeekType FirstDayOfWeek=DayOfWeekType?`,
};
