// Writes the manifest of a deployment: `npm run manifest -- --origin https://crm.example.com [--out FILE]`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { manifestFor } from '../src/server/http/manifest.ts';
import { ROOT } from './run.mjs';

const USAGE = 'npm run manifest -- --origin https://crm.example.com [--out FILE]';

function options() {
  try {
    return parseArgs({ options: { origin: { type: 'string' }, out: { type: 'string' } } }).values;
  } catch (error) {
    fail(error.message);
  }
}

function fail(sentence) {
  console.error(`${sentence}\nUsage: ${USAGE}`);
  process.exit(1);
}

const { origin, out = join(ROOT, 'dist', 'manifest.xml') } = options();
if (origin === undefined) fail('--origin is missing: the address at which browsers find the server.');
const manifest = manifestFor(readFileSync(join(ROOT, 'manifest.xml'), 'utf8'), origin);
if (manifest === null) {
  fail(`--origin must be an https address without a path, like https://crm.example.com; not ${origin}`);
}
const file = resolve(out);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, manifest);
console.log(`${file} is the manifest for ${origin}`);
