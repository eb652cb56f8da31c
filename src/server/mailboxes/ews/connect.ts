import { createHttpClient } from '../net/http-client.ts';
import { createItem } from './calls/create-item.ts';
import { deleteItem } from './calls/delete-item.ts';
import { findFolder } from './calls/find-folder.ts';
import { findItem, findItemInFolders } from './calls/find-item.ts';
import { getFolder } from './calls/get-folder.ts';
import { getItem } from './calls/get-item.ts';
import { getMessage } from './calls/get-message.ts';
import { getServerTimeZones } from './calls/get-server-time-zones.ts';
import { getUserAvailability } from './calls/get-user-availability.ts';
import { moveItem } from './calls/move-item.ts';
import { resolveNames } from './calls/resolve-names.ts';
import { syncFolderHierarchy } from './calls/sync-folder-hierarchy.ts';
import { syncFolderItems } from './calls/sync-folder-items.ts';
import { updateItem } from './calls/update-item.ts';
import { createSoap } from './soap/soap.ts';
import type { Soap } from './soap/soap.ts';
import { watchFolders } from './watch/watch.ts';
import type { Watching } from './watch/watch.ts';
import type { CallContext } from '../../../sync/ports.ts';
import type { Ews, EwsCalls, EwsOptions } from './wire.ts';

/** One account's EWS at a known address. Nothing is asked before the first call. */
export function createEws({ url, user, password, environment, schemaVersion }: EwsOptions): Ews {
  const http = createHttpClient({ origin: url, user, password }, environment);
  const soap = createSoap({ http, url, environment, schemaVersion });
  const watching = new Set<Watching>();
  return {
    ...callsOn(soap),
    get server() {
      return soap.server;
    },
    watch(folders, onHint) {
      const watcher = watchFolders({ soap, folders, onHint, callMs: environment.callTimeoutMs });
      watching.add(watcher);
      return () => {
        watcher.stop();
      };
    },
    async close() {
      for (const watcher of watching) watcher.stop();
      await Promise.all([...watching].map(({ ended }) => ended));
      await http.close();
    },
  };
}

function callsOn(soap: Soap): EwsCalls {
  const on =
    <A extends readonly unknown[], R>(call: (soap: Soap, ...rest: [...A, CallContext]) => Promise<R>) =>
    (...rest: [...A, CallContext]): Promise<R> =>
      call(soap, ...rest);
  return {
    getFolder: on(getFolder),
    findFolder: on(findFolder),
    syncFolderHierarchy: on(syncFolderHierarchy),
    syncFolderItems: on(syncFolderItems),
    getItem: on(getItem),
    findItem: on(findItem),
    findItemInFolders: on(findItemInFolders),
    getMessage: on(getMessage),
    createItem: on(createItem),
    updateItem: on(updateItem),
    deleteItem: on(deleteItem),
    moveItem: on(moveItem),
    resolveNames: on(resolveNames),
    getUserAvailability: on(getUserAvailability),
    getServerTimeZones: on(getServerTimeZones),
  };
}
