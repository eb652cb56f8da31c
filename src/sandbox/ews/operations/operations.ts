import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { convertId } from './convert-id.ts';
import { createFolder } from './create-folder.ts';
import { createItem } from './create-item.ts';
import { deleteFolder } from './delete-folder.ts';
import { deleteItem } from './delete-item.ts';
import { findFolder } from './find-folder.ts';
import { findItem } from './find-item.ts';
import { getAttachment } from './get-attachment.ts';
import { getEvents } from './get-events.ts';
import { getFolder } from './get-folder.ts';
import { getItem } from './get-item.ts';
import { getServerTimeZones } from './get-server-time-zones.ts';
import { getStreamingEvents } from './get-streaming-events.ts';
import type { StreamedAnswer } from './get-streaming-events.ts';
import { getUserAvailability } from './get-user-availability.ts';
import { getUserConfiguration } from './get-user-configuration.ts';
import { moveItem } from './move-item.ts';
import { resolveNames } from './resolve-names.ts';
import { subscribe } from './subscribe.ts';
import { syncFolderHierarchy } from './sync-folder-hierarchy.ts';
import { syncFolderItems } from './sync-folder-items.ts';
import { unsubscribe } from './unsubscribe.ts';
import { updateItem } from './update-item.ts';

/** Answers an operation. Throws RequestProblem when the request as a whole is refused. */
export type Operation = (
  request: XmlElement,
  context: EwsContext,
) => XmlElement | StreamedAnswer | Promise<XmlElement | StreamedAnswer>;

/** The operations, by the element that asks for them. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['GetFolder', getFolder],
  ['FindFolder', findFolder],
  ['CreateFolder', createFolder],
  ['DeleteFolder', deleteFolder],
  ['SyncFolderHierarchy', syncFolderHierarchy],
  ['SyncFolderItems', syncFolderItems],
  ['GetItem', getItem],
  ['FindItem', findItem],
  ['CreateItem', createItem],
  ['UpdateItem', updateItem],
  ['DeleteItem', deleteItem],
  ['MoveItem', moveItem],
  ['GetAttachment', getAttachment],
  ['Subscribe', subscribe],
  ['GetStreamingEvents', getStreamingEvents],
  ['GetEvents', getEvents],
  ['Unsubscribe', unsubscribe],
  ['ResolveNames', resolveNames],
  ['GetUserAvailabilityRequest', getUserAvailability],
  ['GetServerTimeZones', getServerTimeZones],
  ['ConvertId', convertId],
  ['GetUserConfiguration', getUserConfiguration],
]);
