import { chance, integer, pick, seededRandom, type Random } from '../../../src/server/memory/random.ts';
import { profileOf, storyIn, type Profile } from '../generate/profiles.ts';
import type { Length } from '../generate/steps.ts';
import { PLAIN_CRM } from '../plain-servers.ts';
import type { DatabaseTrouble, Scenario, Setup, Step } from '../scenario.ts';
import { realMailbox, type Server } from '../servers.ts';

/** Each request and each statement takes real time: these stories are short. */
const SHORT: Length = { items: [4, 3], moves: [16, 6], pumps: [5, 2] };

const SERVERS: readonly Server[] = ['ews', 'caldav'];

/** The story of a seed as it is played on the whole server: always the same one. */
export function generateWholeScenario(seed: number, profile?: Profile): Scenario {
  const random = seededRandom(seed);
  const story = storyIn(generateSetup(random), seed, random, profile ?? profileOf(seed, SERVERS), SHORT);
  const steps = story.steps.filter(isPlayable).map((step) => withTrouble(random, step));
  return { ...story, steps };
}

/** Two or three people, on Exchange and CalDAV in turn, and the built-in CRM. */
function generateSetup(random: Random): Setup {
  const first = integer(random, 2);
  const count = pick(random, [2, 2, 2, 3]);
  return {
    mailboxes: Array.from({ length: count }, (_, user) =>
      realMailbox((user + first) % 2 === 0 ? 'ews' : 'caldav'),
    ),
    crm: PLAIN_CRM,
    guardFew: chance(random, 0.15) ? 0 : 10,
    answer: pick(random, ['approve', 'reject'] as const),
  };
}

/** The built-in CRM has no records that can't be read, and no new versions without a change. */
function isPlayable(step: Step): boolean {
  return !((step.type === 'touch' || step.type === 'garble') && step.place === 'crm');
}

/** Every third process has trouble with its database. */
function withTrouble(random: Random, step: Step): Step {
  if (step.type !== 'pump' || chance(random, 0.65)) return step;
  const how = pick(random, HOW);
  return { ...step, database: { after: integer(random, chance(random, 0.5) ? 25 : 90), how } };
}

const HOW: readonly DatabaseTrouble['how'][] = ['cut-before', 'cut-after', 'die-before', 'die-after'];
