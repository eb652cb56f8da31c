import { Type, type Static, type TSchema } from 'typebox';
import { nullable } from './values.ts';

/** One page of a list. `nextCursor` asks for the following one; null on the last. */
export function pageOf<T extends TSchema>(item: T, title: string) {
  return Type.Object({ items: Type.Array(item), nextCursor: nullable(Type.String()) }, { title });
}

/** A page as a type. */
export interface PageOf<T> {
  items: T[];
  nextCursor: string | null;
}

/** Query of every paged list. */
export const PageQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(
    Type.String({ minLength: 1, maxLength: 1000, description: 'nextCursor of the page before' }),
  ),
});
export type PageQuery = Static<typeof PageQuery>;
