import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { which } from '../requirements.ts';
import { temporaryFolder } from '../support/program.ts';
import type { MeasuredServer } from './servers.ts';

/** A calendar that vdirsyncer keeps in step with a folder of files. */
export interface VdirPair {
  /** Runs `vdirsyncer sync`: the time and memory of that whole process. */
  sync(): Promise<{ readonly wallMs: number; readonly peakRssMb: number }>;
  /** Writes files into the folder: new ones, or over those with the same UID. */
  write(objects: Iterable<{ readonly name: string; readonly text: string }>): Promise<void>;
  /** How many files there are. */
  count(): Promise<number>;
  remove(): Promise<void>;
}

/** Runs a program and says how long it took and how much memory it had at most: only its parent may ask for the latter. */
const TIMED = `
import json, resource, subprocess, sys, time
began = time.monotonic()
ended = subprocess.run(sys.argv[1:], input=b"y\\n" * 9, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
wall = time.monotonic() - began
unit = 1 if sys.platform == "darwin" else 1024
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
if ended.returncode: sys.exit(ended.stdout.decode()[-2000:])
print(json.dumps({"wallMs": wall * 1000, "peakRssMb": peak / 1e6}))
`;

/** Pairs a calendar with an empty folder. */
export async function pairWithFolder(server: MeasuredServer, calendar: string): Promise<VdirPair> {
  const folder = await temporaryFolder();
  const collection = new URL(calendar).pathname.split('/').at(-2) ?? '';
  const files = join(folder.path, 'files', collection);
  await mkdir(files, { recursive: true });
  await writeFile(join(folder.path, 'config'), configuration(folder.path, server, collection));
  const run = (words: readonly string[]) => timed(join(folder.path, 'config'), words);
  await run(['discover', 'bench']);
  return {
    sync: () => run(['sync', 'bench']),
    write: (objects) => write(files, objects),
    count: async () => (await readdir(files)).filter((name) => name.endsWith('.ics')).length,
    remove: () => folder.remove(),
  };
}

async function timed(
  config: string,
  words: readonly string[],
): Promise<{ readonly wallMs: number; readonly peakRssMb: number }> {
  const program = which('vdirsyncer') ?? 'vdirsyncer';
  const child = spawn(which('python3') ?? 'python3', ['-c', TIMED, program, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, VDIRSYNCER_CONFIG: config },
  });
  const ended = once(child, 'exit');
  const [said, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  if (child.exitCode !== 0) throw new Error(`vdirsyncer ${words.join(' ')}: ${complaint}`);
  return JSON.parse(said) as { wallMs: number; peakRssMb: number };
}

async function write(
  files: string,
  objects: Iterable<{ readonly name: string; readonly text: string }>,
): Promise<void> {
  const names = new Map<string, string>();
  for (const name of await readdir(files)) names.set(uidOf(await readFile(join(files, name), 'utf8')), name);
  for (const { name, text: content } of objects) {
    const path = join(files, names.get(uidOf(content)) ?? name);
    // Whole or not at all, as vdirsyncer itself does it.
    await writeFile(`${path}.tmp`, content);
    await rename(`${path}.tmp`, path);
  }
}

function uidOf(object: string): string {
  return /^UID:(.*)$/m.exec(object)?.[1]?.trim() ?? '';
}

function configuration(folder: string, server: MeasuredServer, collection: string): string {
  return [
    `[general]\nstatus_path = "${folder}/status/"`,
    `[pair bench]\na = "files"\nb = "server"\ncollections = ["${collection}"]\nconflict_resolution = "b wins"`,
    `[storage files]\ntype = "filesystem"\npath = "${folder}/files"\nfileext = ".ics"`,
    `[storage server]\ntype = "caldav"\nurl = "${server.home}"\nusername = "${server.user}"\npassword = "${server.password}"\n`,
  ].join('\n');
}
