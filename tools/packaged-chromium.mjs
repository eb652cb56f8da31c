import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

/** Where it is unpacked (200 MB). */
const FOLDER = join(ROOT, 'dist', 'chromium');

/**
 * The environment in which tests find a browser where none is installed: the Chromium of @sparticuz/chromium, if somebody
 * has added that package (the project doesn't). It brings the libraries and fonts that a bare Linux (x64) lacks. Empty when
 * a browser is installed, or when there is none at all; then the suites that need one are left out by name.
 */
export async function packagedChromium() {
  await import('../test/support/register-typescript.js');
  const { chromiumPath } = await import('../test/requirements.ts');
  if (chromiumPath() !== null) return {};
  const program = await unpacked();
  if (program === null) return {};
  const started = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (started.status === 0) return { LIAISON_CHROMIUM: program };
  const [why = ''] = (started.error?.message ?? started.stderr).split('\n');
  console.error(`The Chromium of @sparticuz/chromium does not start here: ${why}`);
  return {};
}

/** A script that starts it with its libraries, for it alone; null: the package isn't there, or can't be used. */
async function unpacked() {
  if (!isInstalled('@sparticuz/chromium')) return null;
  const before = { ...process.env };
  mkdirSync(FOLDER, { recursive: true });
  // It unpacks below TMPDIR, and its libraries only where it takes the machine for one of Amazon's.
  Object.assign(process.env, { TMPDIR: FOLDER, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' });
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    return script(await chromium.executablePath());
  } catch (error) {
    console.error(`@sparticuz/chromium cannot be used: ${error.message}`);
    return null;
  } finally {
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

function isInstalled(name) {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}

function script(program) {
  const path = join(FOLDER, 'start');
  const lines = [`export LD_LIBRARY_PATH='${join(FOLDER, 'al2023', 'lib')}'`, `exec '${program}' "$@"`];
  if (!existsSync('/etc/fonts')) lines.unshift(`export FONTCONFIG_PATH='${join(FOLDER, 'fonts')}'`);
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o755 });
  return path;
}
