import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { icons } from '../tools/icons.mjs';
import { sizeOfPng } from './support/png.ts';

const ASSETS = resolve(import.meta.dirname, '..', 'assets');

describe('the icons', () => {
  const drawn = icons();

  it('are all that is there', () => {
    const kept = readdirSync(ASSETS).filter((name) => name.endsWith('.png'));
    expect(drawn.map(({ name }) => name).sort()).toEqual(kept.sort());
  });

  it.each(drawn)('are what the drawings give (otherwise: npm run icons): $name', ({ name, png }) => {
    expect(readFileSync(join(ASSETS, name)).equals(png)).toBe(true);
    const size = Number(/\d+/.exec(name)?.[0]);
    expect(sizeOfPng(png)).toEqual({ width: size, height: size });
  });

  it('have no text, so that no font matters', () => {
    const drawings = readdirSync(ASSETS).filter((name) => name.endsWith('.svg'));
    expect(drawings.length).toBeGreaterThan(5);
    for (const name of drawings) expect(readFileSync(join(ASSETS, name), 'utf8')).not.toMatch(/<text|font/);
  });
});
