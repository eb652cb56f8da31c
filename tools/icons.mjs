// Draws the icons of the add-in from their SVGs: `npm run icons`. The pictures are kept beside the drawings.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';

const ASSETS = resolve(import.meta.dirname, '..', 'assets');

/** Sizes of each picture in pixels. At 16 it has a drawing of its own, with fewer lines. */
const SIZES = { icon: [16, 32, 64, 80, 128], link: [16, 32, 80], synchronise: [16, 32, 80] };

/** Every icon: its file's name and its content as PNG. There is no text in the drawings, so no font matters. */
export function icons() {
  return Object.entries(SIZES).flatMap(([picture, sizes]) =>
    sizes.map((size) => {
      const drawing = size === 16 ? `${picture}-16.svg` : `${picture}.svg`;
      const svg = readFileSync(join(ASSETS, drawing), 'utf8');
      const options = { fitTo: { mode: 'width', value: size }, font: { loadSystemFonts: false } };
      return { name: `${picture}-${size}.png`, png: new Resvg(svg, options).render().asPng() };
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, png } of icons()) {
    writeFileSync(join(ASSETS, name), png);
    console.log(`assets/${name}  ${png.length} bytes`);
  }
}
