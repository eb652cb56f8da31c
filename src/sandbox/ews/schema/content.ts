import type { XmlElement } from '../../xml/tree.ts';
import type { Particle } from './type-table.ts';

/** Which child is of which type; or the first place at which the content is not what it has to be. */
export type Matched =
  | { readonly fits: true; readonly types: readonly string[] }
  | {
      readonly fits: false;
      /** The child that cannot be there; null: the end comes too early. */
      readonly found: XmlElement | null;
      /** Names that could be there instead. */
      readonly expected: readonly string[];
    };

/**
 * Matches children against a content model from left to right. The models say at every element what it is (as XML
 * Schema wants them to), so nothing has to be tried twice. `qualified` is how the models name a child.
 */
export function matchContent(
  model: Particle,
  children: readonly XmlElement[],
  qualified: (child: XmlElement) => string,
): Matched {
  const types: string[] = [];
  let expected = new Set<string>();
  let furthest = 0;
  const here = (): string | null => {
    const child = children[types.length];
    return child === undefined ? null : qualified(child);
  };
  const wanted = (name: string): void => {
    if (types.length > furthest) {
      furthest = types.length;
      expected = new Set();
    }
    expected.add(name);
  };
  /** Takes one occurrence; false when it doesn't begin here, null when it breaks off. */
  const once = (particle: Particle): boolean | null => {
    if (particle.kind === 'element') {
      if (here() !== particle.name) {
        wanted(particle.name);
        return false;
      }
      types.push(particle.type);
      return true;
    }
    if (particle.kind === 'choice') {
      for (const part of particle.parts) {
        const before = types.length;
        const taken = all(part);
        if (taken === null || (taken && types.length > before)) return taken;
      }
      return false;
    }
    const before = types.length;
    for (const part of particle.parts) {
      const taken = all(part);
      if (taken === true) continue;
      return taken === null || types.length > before ? null : false;
    }
    return true;
  };
  const all = (particle: Particle): boolean | null => {
    let count = 0;
    while (count < particle.most) {
      const before = types.length;
      const taken = once(particle);
      if (taken === null) return null;
      if (!taken) break;
      count += 1;
      // What can be empty is there as often as it has to be.
      if (types.length === before) return true;
    }
    return count >= particle.least;
  };
  const whole = all(model);
  const found = children[types.length];
  if (whole === true && found === undefined) return { fits: true, types };
  // What was wanted before the last match is history.
  const possible = types.length > furthest ? [] : [...expected];
  return { fits: false, found: found ?? null, expected: possible };
}
