/** What a list holds of each thing. */
export function byThing<T extends { readonly thing: number }>(
  all: readonly T[],
): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const one of all) {
    const group = groups.get(one.thing);
    if (group === undefined) groups.set(one.thing, [one]);
    else group.push(one);
  }
  return groups;
}
