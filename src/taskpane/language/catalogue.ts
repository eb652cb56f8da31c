import type { en } from './en/index.ts';

/** Every word of the pane. English defines what there is; another language is complete or doesn't compile. */
export type Catalogue = typeof en;
