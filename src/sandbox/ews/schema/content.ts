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

/** How far the matching has come. */
interface Progress {
  /** The children as the models name them. */
  readonly names: readonly string[];
  /** Types of those that are matched. */
  readonly types: string[];
  /** What could have been where the matching stands, or stood last. */
  expected: Set<string>;
  expectedAt: number;
}

/** Taken as it has to be; not begun; or begun and broken off. */
type Taken = 'yes' | 'no' | 'broken';

/**
 * Matches children against a content model from left to right. The models say at every element what it is (as XML
 * Schema wants them to), so nothing has to be tried twice. `qualified` is how the models name a child.
 */
export function matchContent(
  model: Particle,
  children: readonly XmlElement[],
  qualified: (child: XmlElement) => string,
): Matched {
  const progress: Progress = {
    names: children.map(qualified),
    types: [],
    expected: new Set(),
    expectedAt: 0,
  };
  const taken = takeAll(model, progress);
  const { types, expected, expectedAt } = progress;
  const found = children[types.length] ?? null;
  if (taken === 'yes' && found === null) return { fits: true, types };
  // What was wanted before the last match is history.
  return { fits: false, found, expected: types.length > expectedAt ? [] : [...expected] };
}

/** As often as it is there, within its bounds. */
function takeAll(particle: Particle, progress: Progress): Taken {
  let count = 0;
  while (count < particle.most) {
    const before = progress.types.length;
    const taken = takeOnce(particle, progress);
    if (taken === 'broken') return 'broken';
    if (taken === 'no') break;
    count += 1;
    // What can be empty is there as often as it has to be.
    if (progress.types.length === before) return 'yes';
  }
  return count >= particle.least ? 'yes' : 'no';
}

function takeOnce(particle: Particle, progress: Progress): Taken {
  switch (particle.kind) {
    case 'element':
      return takeElement(particle, progress);
    case 'choice':
      return takeChoice(particle.parts, progress);
    case 'sequence':
      return takeSequence(particle.parts, progress);
  }
}

function takeElement({ name, type }: Extract<Particle, { kind: 'element' }>, progress: Progress): Taken {
  const { names, types } = progress;
  if (names[types.length] === name) {
    types.push(type);
    return 'yes';
  }
  if (types.length > progress.expectedAt) {
    progress.expectedAt = types.length;
    progress.expected = new Set();
  }
  progress.expected.add(name);
  return 'no';
}

function takeChoice(parts: readonly Particle[], progress: Progress): Taken {
  for (const part of parts) {
    const before = progress.types.length;
    const taken = takeAll(part, progress);
    if (taken === 'broken' || progress.types.length > before) return taken;
  }
  return 'no';
}

function takeSequence(parts: readonly Particle[], progress: Progress): Taken {
  const before = progress.types.length;
  for (const part of parts) {
    const taken = takeAll(part, progress);
    if (taken === 'yes') continue;
    return taken === 'broken' || progress.types.length > before ? 'broken' : 'no';
  }
  return 'yes';
}
