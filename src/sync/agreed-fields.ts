import { SIDES } from './leaf.ts';
import type { Link } from './ports.ts';
import type { PlanContext } from './step.ts';

/** The shared fields that both sides can hold. */
export function synchronised({ kind, fields }: Pick<PlanContext, 'kind' | 'fields'>): readonly string[] {
  return Object.keys(kind.fields).filter(
    (field) => kind.fields[field]?.scope === 'shared' && SIDES.every((side) => fields[side].includes(field)),
  );
}

/**
 * Those of these fields that a paired link's bases say nothing of: they were not synchronised when the two sides last
 * agreed (a new mapping), or an older normaliser kept less of them. What stands on either side was there all along, for all
 * that anybody knows: it is nobody's edit.
 */
export function unagreed(
  { agreed }: Pick<Link, 'agreed'>,
  fields: readonly string[],
  { kind }: Pick<PlanContext, 'kind'>,
): readonly string[] {
  return fields.filter(
    (field) => !agreed.fields.includes(field) || (kind.since?.[field] ?? 0) > agreed.normaliser,
  );
}
