import { png } from './png.ts';
import type { Colour } from './png.ts';

/** The firm's mark in signatures: a crane's beak, two strokes that meet. */
export function firmMark(): Buffer {
  return png(40, 40, (x, y) => {
    const upper = Math.abs(y - 20 + (x - 6) * 0.42) < 2.6 && x > 5 && x < 35;
    const lower = Math.abs(y - 20 - (x - 6) * 0.42) < 2.6 && x > 5 && x < 35;
    const rounded = corner(x, y, 40, 8);
    return rounded ? [255, 255, 255] : upper || lower ? [240, 250, 250] : [15, 115, 126];
  });
}

/** A company's mark: a disc, a ring or bars, by its name. */
export function companyMark(name: string): Buffer {
  const seed = Array.from(name).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
  const colour = PALETTE[seed % PALETTE.length] ?? [80, 80, 80];
  const shape = seed % 3;
  return png(36, 36, (x, y) => {
    const distance = Math.hypot(x - 17.5, y - 17.5);
    const inside = shape === 0 ? distance < 16 : shape === 1 ? distance < 16 && distance > 9 : x % 12 < 8;
    return inside ? colour : [255, 255, 255];
  });
}

/** A surface with a crack or a groove, as a telephone photographs it under a neon tube. */
export function surface(seed: number, tint: Colour): Buffer {
  let state = seed;
  const noise = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648 - 0.5;
  };
  return png(240, 160, (x, y) => {
    const light = 0.85 - Math.hypot(x - 80, y - 50) / 420;
    const crack = 78 + 26 * Math.sin(x / 47) + 9 * Math.sin(x / 11) + (x - 120) / 6;
    const dark = Math.abs(y - crack) < 1.6 + (x > 50 && x < 190 ? 1.2 : 0) ? 0.35 : 1;
    const grain = 1 + noise() * 0.12;
    const shade = (value: number): number => clamp(value * light * dark * grain);
    return [shade(tint[0]), shade(tint[1]), shade(tint[2])];
  });
}

const PALETTE: readonly Colour[] = [
  [178, 60, 40],
  [36, 92, 160],
  [52, 120, 72],
  [120, 78, 150],
  [190, 130, 20],
];

function corner(x: number, y: number, size: number, radius: number): boolean {
  const edge = (at: number): number => Math.max(radius - at, at - (size - 1 - radius), 0);
  return Math.hypot(edge(x), edge(y)) > radius;
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
