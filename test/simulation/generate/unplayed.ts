import type { Move } from './moves.ts';

/**
 * Moves that the stories could make and don't, because the engine does not keep its promises yet when they are made: by
 * move the reason. This is the one place where anything is kept from it, and it is to be empty.
 */
export const UNPLAYED: Readonly<Partial<Record<Move, string>>> = {
  scribble:
    "an invitee's own change of the start reaches the record and the organiser's copy, when the organiser's pump was cut off at the first meeting of the two",
  single:
    'a series that becomes a single event in the CRM stays one, when the pump that first pairs it with the organiser is cut off',
};
