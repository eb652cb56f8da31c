import { chance, integer, pick, seededRandom, type Random } from '../../src/server/memory/random.ts';
import type { CrmSetup, MailboxSetup, Mangling, Scenario, Setup, Step, Stop } from './scenario.ts';
import { withServers, type Server } from './servers.ts';
import type { Place } from './journal.ts';
import { FIELDS, type Field } from './values.ts';

/** Numbers that the steps of one scenario share. */
interface Numbers {
  thing: number;
  edit: number;
  /** Whose each thing is. */
  readonly owners: (readonly number[])[];
  /** By meeting its attendees. */
  readonly meetings: Map<number, readonly number[]>;
}

/**
 * `frozen`: workers freeze all the time, are taken over, and wake up later. `wire`: everything goes wrong on the line, and
 * in the middle of calls that take several requests, such as those about series.
 */
export type Profile = 'usual' | 'frozen' | 'wire';

/** The scenario of a seed: always the same one. */
export function generateScenario(
  seed: number,
  profile?: Profile,
  servers: readonly Server[] = ['memory'],
): Scenario {
  const random = seededRandom(seed);
  const setup = withServers(generateSetup(random), servers);
  const numbers: Numbers = { thing: 0, edit: 0, owners: [], meetings: new Map() };
  const changed = CHANGED[profile ?? profileOf(seed, servers)];
  const steps: Step[] = [];
  const length = 8 + integer(random, 28);
  while (steps.length < length) {
    const step = generateStep(random, setup, numbers);
    steps.push(changed(random, step, numbers));
  }
  return { seed, setup, steps: seed % 5 === 0 ? withRules(seed, setup, steps) : steps };
}

/** Every fifth scenario is also about people who change their minds about what is to be synchronised. */
function withRules(seed: number, setup: Setup, steps: readonly Step[]): readonly Step[] {
  const random = seededRandom(seed + 0x5eed);
  const changes = Array.from({ length: 1 + integer(random, 4) }, (): Step => {
    const direction = pick(random, ['both', 'to-crm', 'to-mailbox', 'none'] as const);
    const fromDay = chance(random, 0.4) ? 1 + integer(random, 20) : null;
    return { type: 'rules', user: integer(random, setup.mailboxes.length), direction, fromDay };
  });
  return changes.reduce<readonly Step[]>(
    (story, change) => story.toSpliced(integer(random, story.length + 1), 0, change),
    steps,
  );
}

/** Every sixth scenario is about frozen workers; where there are lines, two of three are about those. */
function profileOf(seed: number, servers: readonly Server[]): Profile {
  if (seed % 6 === 0) return 'frozen';
  return seed % 3 === 0 || servers.includes('memory') ? 'usual' : 'wire';
}

const CHANGED: Readonly<Record<Profile, (random: Random, step: Step, numbers: Numbers) => Step>> = {
  usual: (_random, step) => step,
  frozen,
  wire: onTheWire,
};

function onTheWire(random: Random, step: Step, numbers: Numbers): Step {
  if (step.type === 'create' && chance(random, 0.5)) return { ...step, shape: 'series' };
  if (step.type === 'edit' && chance(random, 0.4)) {
    const { place, thing, edit } = step;
    const index = integer(random, 6);
    return { type: 'occurrence', place, thing, edit, index, exclude: chance(random, 0.35) };
  }
  // Things happen between two pumps.
  if (step.type === 'pump' && numbers.thing > 0 && chance(random, 0.4))
    return generateEdit(random, numbers, random());
  if (step.type !== 'pump') return step;
  const stop = chance(random, 0.4) ? { after: integer(random, 9), how: 'wire' as const } : null;
  return { ...step, faults: pick(random, [0, 0.3, 0.6]), stop };
}

function frozen(random: Random, step: Step): Step {
  if (step.type !== 'pump') return step;
  const stop = chance(random, 0.3) ? null : { after: 12 + integer(random, 24), how: 'pause' as const };
  return { ...step, faults: 0, stop };
}

function generateSetup(random: Random): Setup {
  const mailboxes = Array.from({ length: pick(random, [1, 1, 1, 1, 2, 2, 3]) }, () =>
    generateMailbox(random),
  );
  const guardFew = chance(random, 0.15) ? 0 : 10;
  return {
    mailboxes,
    crm: generateCrm(random),
    guardFew,
    answer: pick(random, ['approve', 'reject'] as const),
  };
}

function generateMailbox(random: Random): MailboxSetup {
  const tombstones = chance(random, 0.7);
  return {
    server: 'memory',
    tombstones,
    conditional: chance(random, 0.8),
    hiddenLooksGone: chance(random, 0.1),
    clientChosenIds: chance(random, 0.4),
    inline: chance(random, 0.4),
    pageSize: pick(random, [1, 2, 3, 100]),
    batch: pick(random, [1, 2, 20]),
    silentScheduling: pick(random, ['yes', 'no', 'per-call'] as const),
    ...generateAnswers(random),
  };
}

function generateCrm(random: Random): CrmSetup {
  return {
    tombstones: chance(random, 0.8),
    conditional: chance(random, 0.8),
    hiddenLooksGone: chance(random, 0.1),
    inline: chance(random, 0.6),
    onlyOwn: chance(random, 0.7),
    pageSize: pick(random, [1, 2, 3, 100]),
    batch: pick(random, [1, 2, 20]),
    feedResolutionMs: pick(random, [0, 0, 1000]),
    ...generateAnswers(random),
  };
}

/** A server that changes what is written says at least which version came of it; nobody could tell otherwise. */
function generateAnswers(random: Random): Pick<CrmSetup, 'answers' | 'mangling'> {
  const mangling: Mangling = {
    titleLength: chance(random, 0.15) ? 16 : null,
    oneLine: chance(random, 0.15),
    drops: chance(random, 0.1),
  };
  const changes = mangling.titleLength !== null || mangling.oneLine || mangling.drops;
  const version = changes || chance(random, 0.7);
  return { answers: { version, item: version && chance(random, 0.4) }, mangling };
}

function generateStep(random: Random, setup: Setup, numbers: Numbers): Step {
  const kind = random();
  if (numbers.thing === 0 || kind < 0.14) return generateCreate(random, setup, numbers);
  if (kind < 0.45) return generatePump(random, setup);
  if (kind < 0.51) return generateResume(random, setup);
  if (kind < 0.55) return { type: 'wait', ms: pick(random, [100, 2_000, 30_000, 70_000]) };
  if (kind < 0.57) return { type: 'forget', place: pick(random, places(setup)) };
  return generateEdit(random, numbers, kind);
}

function generateCreate(random: Random, setup: Setup, numbers: Numbers): Step {
  const user = integer(random, setup.mailboxes.length);
  const thing = (numbers.thing += 1);
  const others = setup.mailboxes.map((_, other) => other).filter((other) => other !== user);
  if (others.length > 0 && chance(random, 0.4)) {
    const attendees = others.filter(() => chance(random, 0.7));
    return generateMeeting(random, numbers, { thing, user, attendees });
  }
  const place = chance(random, 0.5) ? 'crm' : `mailbox ${String(user)}`;
  const users = place === 'crm' && chance(random, 0.25) ? [user, ...others.slice(0, 1)] : [user];
  numbers.owners[thing] = users;
  const shape = pick(random, ['single', 'single', 'all-day', 'floating', 'series', 'series'] as const);
  return { type: 'create', place, thing, edit: (numbers.edit += 1), shape, users };
}

function generateMeeting(
  random: Random,
  numbers: Numbers,
  meeting: { readonly thing: number; readonly user: number; readonly attendees: readonly number[] },
): Step {
  numbers.owners[meeting.thing] = [meeting.user];
  numbers.meetings.set(meeting.thing, meeting.attendees);
  const shape = pick(random, ['single', 'series'] as const);
  const place = `mailbox ${String(meeting.user)}`;
  return { type: 'meet', place, ...meeting, edit: (numbers.edit += 1), shape };
}

function generateEdit(random: Random, numbers: Numbers, kind: number): Step {
  const thing = 1 + integer(random, numbers.thing);
  const home = `mailbox ${String(pick(random, numbers.owners[thing] ?? [0]))}`;
  const place = chance(random, 0.5) ? 'crm' : home;
  const attendees = numbers.meetings.get(thing) ?? [];
  if (attendees.length > 0 && chance(random, 0.35)) return generateDelivery(random, thing, home, attendees);
  if (kind < 0.65) return { type: 'delete', place, thing };
  if (kind < 0.68) return { type: pick(random, ['touch', 'touch', 'garble'] as const), place, thing };
  const edit = (numbers.edit += 1);
  if (kind < 0.71) {
    const copy = (numbers.thing += 1);
    numbers.owners[copy] = [Number(home.split(' ')[1])];
    return { type: 'copy', place: home, thing, copy, edit };
  }
  if (kind < 0.83) {
    return {
      type: 'occurrence',
      place,
      thing,
      edit,
      index: integer(random, 6),
      exclude: chance(random, 0.35),
    };
  }
  if (kind < 0.86) return { type: 'edit', place: home, thing, edit, fields: ['keywords'] };
  const fields: readonly Field[] = FIELDS;
  const chosen = fields.filter(() => chance(random, 0.25));
  return { type: 'edit', place, thing, edit, fields: chosen.length > 0 ? chosen : ['title'] };
}

function generateDelivery(random: Random, thing: number, home: string, attendees: readonly number[]): Step {
  const user = pick(random, attendees);
  const place = `mailbox ${String(user)}`;
  if (chance(random, 0.4)) return { type: 'deliver', place: home, thing };
  if (chance(random, 0.15)) return { type: 'delete', place, thing };
  const status = pick(random, ['accepted', 'tentative', 'declined'] as const);
  return { type: 'answer', place, thing, user, status, delivered: chance(random, 0.5) };
}

function generatePump(random: Random, setup: Setup): Step {
  const faults = pick(random, [0, 0, 0.05, 0.25]);
  const user = integer(random, setup.mailboxes.length);
  return { type: 'pump', user, seed: integer(random, 0x7fffffff), faults, stop: generateStop(random) };
}

function generateStop(random: Random): Stop {
  if (chance(random, 0.55)) return null;
  return { after: integer(random, 30), how: pick(random, ['crash', 'pause'] as const) };
}

function generateResume(random: Random, setup: Setup): Step {
  const how = pick(random, ['crash', 'pause', 'pause'] as const);
  return { type: 'resume', user: integer(random, setup.mailboxes.length), gates: integer(random, 12), how };
}

function places(setup: Setup): readonly Place[] {
  return ['crm', ...setup.mailboxes.map((_, index) => `mailbox ${String(index)}`)];
}
