import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { Level } from './campaign.ts';
import { PROFILES, type Profile } from './generate/profiles.ts';
import type { Server } from './servers.ts';

/** What `npm run simulate` is asked for. */
export interface SimulationOptions {
  readonly scenarios: number;
  readonly seed: number;
  readonly stories: number;
  readonly processes: number;
  readonly servers: readonly Server[];
  readonly level: Level;
  /** Null: by seed. */
  readonly profile: Profile | null;
  readonly crm: Crm;
  readonly json: boolean;
}

type Crm = (typeof CRMS)[number];

const LEVELS = ['engine', 'whole'] as const satisfies readonly Level[];
const CRMS = ['series', 'occurrences'] as const;
/** By the option's value which servers users have, in turn. */
const SERVERS = {
  memory: ['memory'],
  ews: ['ews'],
  caldav: ['caldav'],
  mixed: ['ews', 'caldav'],
} as const satisfies Readonly<Record<string, readonly Server[]>>;

const text = { type: 'string' } as const;
const OPTIONS = {
  ...{ scenarios: text, seed: text, stories: text, processes: text },
  ...{ mailbox: text, level: text, profile: text, crm: text },
  json: { type: 'boolean' },
} as const;

/** An option that can't be read; the message says which, and what there is. */
export class BadOption extends Error {
  override readonly name = 'BadOption';
}

/** Reads command line arguments. Throws BadOption, also where two options don't go together. */
export function readOptions(args: readonly string[]): SimulationOptions {
  const given = parsed(args);
  const { mailbox = 'memory', level = 'engine', profile, crm = 'series' } = given;
  const options: SimulationOptions = {
    scenarios: numberIn('scenarios', given.scenarios ?? '2000', 0),
    seed: numberIn('seed', given.seed ?? '1', 0),
    stories: numberIn('stories', given.stories ?? '3', 0),
    processes: numberIn('processes', given.processes ?? String(availableParallelism()), 1),
    servers: SERVERS[oneOf('mailbox', mailbox, Object.keys(SERVERS) as (keyof typeof SERVERS)[])],
    level: oneOf('level', level, LEVELS),
    profile: profile === undefined ? null : oneOf('profile', profile, PROFILES),
    crm: oneOf('crm', crm, CRMS),
    json: given.json === true,
  };
  if (options.crm === 'occurrences')
    alone('--crm occurrences', given, ['mailbox', 'level', 'profile', 'processes']);
  if (options.level === 'whole') alone('--level whole', given, ['mailbox']);
  return options;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error: unknown) {
    const names = Object.keys(OPTIONS).map((name) => `--${name}`);
    throw new BadOption(`${error instanceof Error ? error.message : ''} Known: ${names.join(', ')}`);
  }
}

function oneOf<T extends string>(name: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new BadOption(`--${name} ${value}: known are ${known.join(', ')}`);
  return found;
}

function numberIn(name: string, value: string, least: number): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isSafeInteger(number) || number < least)
    throw new BadOption(`--${name} ${value}: a whole number from ${String(least)} on is needed`);
  return number;
}

/** Options that would have no effect are refused: whoever gives one believes that it has. */
function alone(what: string, given: Readonly<Record<string, unknown>>, others: readonly string[]): void {
  const vain = others.filter((name) => given[name] !== undefined);
  if (vain.length > 0)
    throw new BadOption(
      `${what} plays stories of its own: ${vain.map((name) => `--${name}`).join(', ')} can't be given with it`,
    );
}
