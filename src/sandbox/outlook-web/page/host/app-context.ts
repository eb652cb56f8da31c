import type { AddIn } from '../../manifest-model.ts';
import { localised } from '../../manifest-model.ts';
import { HOST_VERSION } from './initial-data.ts';
import type { AddInStore } from './store.ts';

/** OSF.AppName.OutlookWebApp. */
const OUTLOOK_WEB = 64;

/**
 * What this Outlook supports, by requirement set: as much as the npm build of office.js can do. Single sign-on is not among
 * it: there is nobody here who would issue tokens.
 */
const REQUIREMENT_SETS = { Mailbox: '1.12', DialogApi: '1.2', DialogOrigin: '1.1' } as const;

/** What the frame asks first: ContextActivationManager_getAppContextAsync. */
export function appContext(
  controlId: string,
  {
    addIn,
    language,
    store,
  }: { readonly addIn: AddIn; readonly language: string; readonly store: AddInStore },
): Readonly<Record<string, unknown>> {
  const sets = JSON.stringify(REQUIREMENT_SETS);
  return {
    _id: controlId,
    _appName: OUTLOOK_WEB,
    _appVersion: '16.0',
    _appUILocale: language,
    _dataLocale: language,
    _docUrl: window.location.origin,
    _clientMode: 0,
    _settings: store.settings(),
    _reason: 1,
    _osfControlType: 1,
    _eToken: '',
    _appInstanceId: controlId,
    _hostFullVersion: HOST_VERSION,
    _addinName: localised(addIn.displayName, language),
    _appDomains: addIn.appDomains,
    _clientWindowWidth: window.innerWidth,
    _clientWindowHeight: window.innerHeight,
    _requirementMatrix: sets,
    _dialogRequirementMatrix: sets,
  };
}
