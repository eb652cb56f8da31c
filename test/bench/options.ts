import { parseArgs } from 'node:util';

/** What is to be measured. */
export interface BenchOptions {
  /** How many events, by server; servers without an entry are not measured. */
  readonly items: Readonly<Record<string, readonly number[]>>;
  /** How many events for the planner alone. */
  readonly planner: readonly number[];
  /** How many persons the search is asked among; 0: not measured. */
  readonly persons: number;
  /** Only rows whose `server items name` contains this text (`cyrus`, `upload`, `planner`). */
  readonly only: string;
  readonly json: boolean;
  /** Whether vdirsyncer does the same work, where it is installed. */
  readonly peer: boolean;
  /** Folder for a CPU profile of each of our own processes, or null. */
  readonly profile: string | null;
}

/** `exchange` is the sandbox reached through EWS. */
export const SERVERS = ['sandbox', 'exchange', 'radicale', 'cyrus'] as const;

export const USAGE = `Usage: npm run bench -- [--items N[,N...]] [--persons N] [--only TEXT] [--no-peer] [--profile FOLDER] [--json]
  --items     events per calendar; default 1000,10000 (Radicale: 1000, its PUTs grow slower with the calendar)
  --persons   persons that the search is asked among, in a tenth as many companies; default 1000000, 0 leaves it out
  --only      rows whose "server items name" contains TEXT: cyrus, 1000, "initial upload", planner, search, pane
  --no-peer   without vdirsyncer
  --profile   writes a CPU profile of each of Liaison's processes there
  --json      ends with one JSON document on standard output; everything else goes to standard error
`;

/** Reads the command line. Throws an Error with a sentence. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      items: { type: 'string' },
      persons: { type: 'string', default: '1000000' },
      only: { type: 'string', default: '' },
      json: { type: 'boolean', default: false },
      'no-peer': { type: 'boolean', default: false },
      profile: { type: 'string' },
    },
  });
  const counts = values.items?.split(',').map(Number);
  if (counts?.every((count) => Number.isSafeInteger(count) && count >= 20) === false)
    throw new Error('--items needs whole numbers of 20 or more');
  const persons = Number(values.persons);
  if (!Number.isSafeInteger(persons) || (persons !== 0 && persons < 100))
    throw new Error('--persons needs a whole number of 100 or more, or 0');
  const both = counts ?? [1000, 10_000];
  return {
    items: { sandbox: both, exchange: both, cyrus: both, radicale: counts ?? [1000] },
    planner: both,
    persons,
    only: values.only.toLowerCase(),
    json: values.json,
    peer: !values['no-peer'],
    profile: values.profile ?? null,
  };
}
