import { common, notices, problems } from './common.ts';
import { item, people, preview } from './item.ts';
import { links, save, search, suggestions } from './records.ts';
import { session, states } from './states.ts';

/** English. */
export const en = {
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
