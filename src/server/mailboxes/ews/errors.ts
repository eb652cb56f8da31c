// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/responsecode
import { CursorLost, Denied, Gone, Malformed, Stale, Throttled, Unavailable } from '../../../sync/errors.ts';
import type { Effect, SyncError } from '../../../sync/errors.ts';

/** A failure as EWS names it. */
export interface Failure {
  /** `ErrorItemNotFound`; `''` when the server said nothing. */
  readonly code: string;
  readonly backOffMs: number | null;
}

type Make = (failure: Failure, effect: Effect, now: number) => SyncError;

/** When the server says that it is busy, but not for how long. */
const PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;

const gone =
  (code: string): Make =>
  () =>
    new Gone({ code });
const stale: Make = () => new Stale({ code: 'version-moved-on' });
const lost: Make = () => new CursorLost({ code: 'sync-token-unknown' });
const account =
  (code: string): Make =>
  () =>
    new Denied({ code }, 'mailbox');
const item =
  (code: string): Make =>
  () =>
    new Denied({ code }, 'item');
const tooLarge: Make = () => new Malformed({ code: 'too-large-for-server' });
const unreadable: Make = ({ code }) =>
  new Malformed({ code: 'unreadable-on-server', parameters: { status: code } });
const transient: Make = ({ code }, effect) =>
  new Unavailable({ code: 'server-error', parameters: { status: code } }, effect);
const notBegun: Make = (failure, _effect, now) => transient(failure, 'none', now);
const busy: Make = ({ code, backOffMs }, _effect, now) =>
  new Throttled(
    { code: 'server-busy', parameters: { status: code } },
    now + Math.min(Math.max(backOffMs ?? PAUSE_MS, 1000), LONGEST_PAUSE_MS),
  );

/** What a response code means for us; one that isn't here says that what was sent is wrong. */
const MEANINGS: Readonly<Record<string, Make>> = {
  ErrorItemNotFound: gone('item-gone'),
  ErrorCalendarCannotUpdateDeletedItem: gone('item-gone'),
  ErrorCalendarOccurrenceIsDeletedFromRecurrence: gone('item-gone'),
  ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange: gone('item-gone'),
  ErrorFolderNotFound: gone('collection-gone'),
  ErrorSyncFolderNotFound: gone('collection-gone'),
  ErrorParentFolderNotFound: gone('collection-gone'),
  ErrorSavedItemFolderNotFound: gone('collection-gone'),
  ErrorToFolderNotFound: gone('collection-gone'),
  ErrorCannotAccessDeletedPublicFolder: gone('collection-gone'),

  ErrorIrresolvableConflict: stale,
  ErrorChangeKeyRequired: stale,
  ErrorChangeKeyRequiredForWriteOperations: stale,
  ErrorInvalidChangeKey: stale,
  ErrorStaleObject: stale,
  ErrorObjectTypeChanged: stale,
  ErrorCalendarMeetingRequestIsOutOfDate: stale,

  ErrorInvalidSyncStateData: lost,

  ErrorServerBusy: busy,
  ErrorExceededConnectionCount: busy,
  ErrorExceededFindCountLimit: busy,
  ErrorTooManyObjectsOpened: busy,
  ErrorExceededMessageLimit: busy,

  ErrorAccountDisabled: account('access-denied'),
  ErrorAccountSuspend: account('access-denied'),
  ErrorMailboxLogonFailed: account('access-denied'),
  ErrorInvalidAuthorizationContext: account('access-denied'),
  ErrorOrganizationAccessBlocked: account('access-denied'),
  ErrorImpersonateUserDenied: account('access-denied'),
  ErrorPasswordExpired: account('password-expired'),
  ErrorPasswordChangeRequired: account('password-expired'),
  ErrorNonExistentMailbox: account('mailbox-not-found'),
  ErrorMissingEmailAddress: account('mailbox-not-found'),
  ErrorMissingExchangePrincipal: account('mailbox-not-found'),

  ErrorAccessDenied: item('not-allowed'),
  ErrorCreateItemAccessDenied: item('not-allowed'),
  ErrorCannotDeleteObject: item('not-allowed'),
  ErrorSendAsDenied: item('not-allowed'),
  ErrorCalendarIsNotOrganizer: item('not-allowed'),
  ErrorQuotaExceeded: item('quota-exceeded'),
  ErrorMessagePerFolderCountReceiveQuotaExceeded: item('quota-exceeded'),
  ErrorSubmissionQuotaExceeded: item('quota-exceeded'),

  ErrorMessageSizeExceeded: tooLarge,
  ErrorDataSizeLimitExceeded: tooLarge,
  ErrorRequestStreamTooBig: tooLarge,
  ErrorCorruptData: unreadable,
  ErrorItemCorrupt: unreadable,
  ErrorContentConversionFailed: unreadable,
  ErrorItemPropertyRequestFailed: unreadable,
  ErrorVirusDetected: unreadable,

  ErrorADOperation: transient,
  ErrorADUnavailable: transient,
  ErrorBatchProcessingStopped: notBegun,
  ErrorClientDisconnected: transient,
  ErrorConnectionFailed: transient,
  ErrorCrossSiteRequest: transient,
  ErrorInsufficientResources: transient,
  ErrorInternalServerError: transient,
  ErrorInternalServerTransientError: transient,
  ErrorMailboxFailover: transient,
  ErrorMailboxMoveInProgress: transient,
  ErrorMailboxStoreUnavailable: transient,
  ErrorNoRespondingCASInDestinationSite: transient,
  ErrorNotEnoughMemory: transient,
  ErrorProxyCallFailed: transient,
  ErrorProxyRequestProcessingFailed: transient,
  ErrorRequestAborted: transient,
  ErrorServiceUnavailable: transient,
  ErrorTimeoutExpired: transient,
};

/** Translates a response code into the error of the next action. `effect`: what a call that failed underway may have done. */
export function failureError(failure: Failure, effect: Effect, now: number): SyncError {
  const make = Object.hasOwn(MEANINGS, failure.code) ? MEANINGS[failure.code] : undefined;
  if (make !== undefined) return make(failure, effect, now);
  // A fault that isn't from EWS: the server stumbled before it looked.
  if (failure.code === '') return transient({ ...failure, code: 'SOAP' }, effect, now);
  return new Malformed({
    code: 'rejected-by-server',
    parameters: { status: 'Exchange', condition: failure.code },
  });
}

/** Whether an error is about the whole mailbox, wherever it was said. */
export function concernsAll(error: SyncError): boolean {
  return (
    error instanceof Throttled ||
    error instanceof Unavailable ||
    (error instanceof Denied && error.scope === 'mailbox')
  );
}

/** Whether there is nothing for us behind an id: none of Exchange's, another mailbox's, one that is gone or closed to us. */
export function isNobodys(error: SyncError, responseCode: string): boolean {
  return error instanceof Gone || error instanceof Denied || responseCode.startsWith('ErrorInvalidId');
}
