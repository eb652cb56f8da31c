import { chance, pick, type Random } from '../../../src/server/memory/random.ts';
import type { CrmSetup, MailboxSetup, Mangling, Setup } from '../scenario.ts';

/** Three or four mailboxes on at least two providers, and a CRM, each with its own bad habits. */
export function generateSetup(random: Random): Setup {
  const count = pick(random, [3, 3, 3, 4]);
  const first = chance(random, 0.5) ? 0 : 1;
  const mailboxes = Array.from({ length: count }, (_, user) =>
    (user + first) % 2 === 0 ? likeExchange(random) : likeCaldav(random),
  );
  return {
    mailboxes,
    crm: generateCrm(random),
    guardFew: chance(random, 0.15) ? 0 : 10,
    answer: pick(random, ['approve', 'reject'] as const),
  };
}

/** Ids of its own, bodies asked for one by one, a property that carries the key, silent where it is told to be. */
function likeExchange(random: Random): MailboxSetup {
  return {
    server: 'memory',
    provider: 'exchange',
    tombstones: chance(random, 0.8),
    conditional: chance(random, 0.93),
    hiddenLooksGone: chance(random, 0.1),
    clientChosenIds: false,
    inline: chance(random, 0.15),
    pageSize: pick(random, [1, 2, 3, 100]),
    batch: pick(random, [1, 2, 20]),
    silentScheduling: pick(random, ['per-call', 'per-call', 'no'] as const),
    ...generateAnswers(random),
  };
}

/** Resources that their writer names, entity tags, a listing instead of tombstones; it mails nobody, or as it likes. */
function likeCaldav(random: Random): MailboxSetup {
  return {
    server: 'memory',
    provider: 'caldav',
    tombstones: chance(random, 0.6),
    conditional: chance(random, 0.93),
    hiddenLooksGone: chance(random, 0.1),
    clientChosenIds: chance(random, 0.8),
    inline: chance(random, 0.7),
    pageSize: pick(random, [1, 2, 3, 100]),
    batch: pick(random, [1, 2, 20]),
    silentScheduling: pick(random, ['yes', 'yes', 'no'] as const),
    ...generateAnswers(random),
  };
}

function generateCrm(random: Random): CrmSetup {
  return {
    tombstones: chance(random, 0.8),
    conditional: chance(random, 0.93),
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
    drops: chance(random, 0.05),
  };
  const changes = mangling.titleLength !== null || mangling.oneLine || mangling.drops;
  const version = changes || chance(random, 0.7);
  return { answers: { version, item: version && chance(random, 0.4) }, mangling };
}
