import type { Catalogue } from '../catalogue.ts';
import { common, notices, problems } from './common.ts';
import { item, people, preview } from './item.ts';
import { links, save, search, suggestions } from './records.ts';
import { session, states } from './states.ts';

/** German. */
export const de: Catalogue = {
  common,
  notices,
  problems,
  item,
  people,
  preview,
  links,
  suggestions,
  search,
  save,
  states,
  session,
};
