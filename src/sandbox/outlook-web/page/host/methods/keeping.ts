import { isObject } from '../envelope.ts';
import { CODES, failure, success } from '../reply.ts';
import { placeOf } from './method.ts';
import type { Methods } from './method.ts';
import { onItem } from './reading.ts';

/** Characters of all roaming settings together. */
const LONGEST_SETTINGS = 32 * 1024;
/** Characters of an item's custom properties. */
const LONGEST_PROPERTIES = 2500;

/** What an add-in keeps: custom properties of an item, roaming settings of the mailbox. */
export const keeping: Methods = {
  // loadCustomPropertiesAsync
  3: onItem((item, _params, { store }) => ({
    wasSuccessful: true,
    customProperties: store.properties(placeOf(item)),
  })),
  // customProperties.saveAsync
  4: onItem((item, { customProperties }, { store }) => {
    const text = JSON.stringify(customProperties ?? {});
    if (text.length > LONGEST_PROPERTIES) return failure(CODES.settingsTooLarge);
    store.saveProperties(placeOf(item), text);
    return success();
  }),
  // roamingSettings.saveAsync: a list of one, the whole set
  404: (params, { store }) => {
    const settings: unknown = Array.isArray(params) ? params[0] : params;
    if (!isObject(settings)) return failure(CODES.internal);
    if (JSON.stringify(settings).length > LONGEST_SETTINGS) return failure(CODES.settingsTooLarge);
    store.saveSettings(settings);
    return success();
  },
};
