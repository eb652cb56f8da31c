/** What ExecuteMethod answers: always an object, since office.js never calls back for anything else. */
export type Reply = Readonly<Record<string, unknown>>;

/** Error codes of Office's own table (OSF.DDA.ErrorCodeManager and Outlook's addition to it). */
export const CODES = {
  notSupported: 5000,
  internal: 5001,
  invalidAttachmentId: 9003,
  attachmentMissing: 9008,
  invalidEndTime: 9010,
  settingsTooLarge: 9019,
  tooManyNotifications: 9025,
  saveFailed: 9021,
  duplicateNotification: 9023,
  unknownNotification: 9024,
  notForThisItem: 9032,
  itemNotSaved: 9046,
  itemNotFound: 9049,
  keyNotFound: 9050,
  sessionDataTooLong: 9051,
  ssoUnsupported: 13012,
} as const;

/** It worked. `data` becomes `asyncResult.value`. */
export function success(data: unknown = null): Reply {
  return { error: false, wasSuccessful: true, data };
}

/** It did not: the callback gets this error code. */
export function failure(code: number): Reply {
  return { error: true, wasSuccessful: false, wasProxySuccessful: false, errorCode: code };
}
