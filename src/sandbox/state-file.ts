import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Clock } from './clock.ts';
import { emptyState } from './groupware/groupware.ts';
import { BEFORE_MAIL, upgraded } from './state-upgrade.ts';
import type { Groupware, GroupwareState } from './groupware/groupware.ts';

/** Where a sandbox's calendars and mails are kept between starts. */
export interface StateFile {
  /** What was kept; null when there is nothing yet. Throws when the file is not one of ours. */
  readonly kept: GroupwareState | null;
  /** Begins to write changes down, once in a while; returns how to write the last ones and end. */
  watch(groupware: Groupware): () => void;
}

const FORMAT = 'liaison-sandbox-2';
const INTERVAL_MS = 1000;

/** Opens a file, which need not exist yet. */
export function stateFile(path: string): StateFile {
  return {
    kept: existsSync(path) ? read(path) : null,
    watch(groupware) {
      let last = '';
      const write = (ended: boolean): void => {
        const state = JSON.stringify(groupware.state());
        if (state === last && !ended) return;
        last = state;
        const beside = `${path}.new`;
        writeFileSync(beside, `{"format":"${FORMAT}","ended":${String(ended)},"state":${state}}`, {
          mode: 0o600,
        });
        renameSync(beside, path);
      };
      write(false);
      const timer = setInterval(() => {
        write(false);
      }, INTERVAL_MS);
      timer.unref();
      return () => {
        clearInterval(timer);
        write(true);
      };
    },
  };
}

/** Versions that nobody ever gave out before: the time, which grows faster than versions do. */
export function freshState(clock: Clock): GroupwareState {
  return emptyState(clock.now());
}

function read(path: string): GroupwareState {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Error(`${path} is not a sandbox's state: remove it to begin anew`);
  }
  if (!isStateFile(parsed)) throw new Error(`${path} is not a sandbox's state: remove it to begin anew`);
  const { ended } = parsed;
  const state = parsed.format === FORMAT ? parsed.state : upgraded(parsed.state);
  const number = Math.max(state.number, Date.now());
  // After a crash the last moments are missing: who has seen them must list again, under a new generation.
  const calendars = ended
    ? state.calendars
    : state.calendars.map((calendar, index) => ({ ...calendar, generation: number + index + 1 }));
  return { ...state, calendars, number: number + calendars.length };
}

interface StateFileContent {
  readonly format: string;
  readonly state: GroupwareState;
  readonly ended: boolean;
}

function isStateFile(value: unknown): value is StateFileContent {
  if (typeof value !== 'object' || value === null || !('format' in value)) return false;
  return value.format === FORMAT || value.format === BEFORE_MAIL;
}
