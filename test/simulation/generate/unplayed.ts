import type { Move } from './moves.ts';

/**
 * Moves that the stories could make and don't, because the engine does not keep its promises yet when they are made: by
 * move the reason. This is the one place where anything is kept from it, and it is to be empty.
 */
export const UNPLAYED: Readonly<Partial<Record<Move, string>>> = {};
