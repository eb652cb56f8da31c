import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { folderElement } from '../folders/folder-element.ts';
import type { Folder } from '../folders/folder.ts';
import { meets, pathsIn } from './restriction.ts';

/** Whether a folder meets an m:Restriction. */
export function folderMatches(context: EwsContext, folder: Folder, restriction: XmlElement): boolean {
  const shape = { base: 'IdOnly', additional: pathsIn(restriction) } as const;
  return meets(folderElement(context, folder, shape), restriction);
}
