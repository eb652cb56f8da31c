import type { Mailbox } from '../../../contract/index.ts';
import type { Catalogue } from '../../language/catalogue.ts';
import type { Formats } from '../../language/formats.ts';

export type LightColor = keyof Catalogue['mailboxes']['lights'];

/** A mailbox's state as a traffic light with its sentence. */
export interface Light {
  readonly color: LightColor;
  readonly sentence: string;
}

/** What the sentence is made of. `explain` gives a reason's words; `now` is in epoch milliseconds. */
export interface Telling {
  readonly words: Catalogue['mailboxes'];
  readonly formats: Formats;
  readonly explain: (reason: { code: string; parameters: Record<string, unknown> }) => string;
  readonly now: number;
}

type Shown = Pick<Mailbox, 'state' | 'lastError' | 'lastPumpAt' | 'nextPumpAt' | 'counts' | 'settings'>;

/** How many items wait for a person. */
export function waitingForPerson(mailbox: Pick<Mailbox, 'counts'>): number {
  return mailbox.counts.held + mailbox.counts.quarantined + mailbox.counts.notSent;
}

/**
 * What can be said where no item waits for a person: everything is in step, synchronisation is under way, or, when it
 * rests or something else is amiss, no more than that. Runs of a mailbox that is in step are not told.
 */
export function calmOf(mailbox: Omit<Shown, 'nextPumpAt'>): keyof Catalogue['mailboxes']['calm'] {
  const { state, lastError, lastPumpAt, counts, settings } = mailbox;
  const rests = ['new', 'paused', 'stopped', 'delayed'].includes(state) || settings.direction === 'none';
  if (rests || lastError !== null) return 'nothing';
  return lastPumpAt === null || counts.pending > 0 ? 'underWay' : 'inStep';
}

/** The light of a mailbox. Green only when nothing is wrong and nobody has to do anything. */
export function lightOf(mailbox: Shown, telling: Telling): Light {
  const { states } = telling.words;
  const why = mailbox.lastError === null ? states.unknownError : telling.explain(mailbox.lastError);
  switch (mailbox.state) {
    case 'new':
      return { color: 'grey', sentence: states.new };
    case 'paused':
      return { color: 'grey', sentence: states.paused };
    case 'queued':
      return { color: 'working', sentence: states.queued };
    case 'running':
      return { color: 'working', sentence: states.running };
    case 'stopped':
      return { color: 'red', sentence: states.stopped(why) };
    case 'delayed':
      return { color: 'yellow', sentence: delayed(mailbox, why, telling) };
    case 'waiting':
      return waiting(mailbox, telling);
  }
}

function delayed(mailbox: Shown, why: string, { words, formats, now }: Telling): string {
  if (mailbox.nextPumpAt === null || Date.parse(mailbox.nextPumpAt) <= now)
    return words.states.delayedSoon(why);
  return words.states.delayed(why, formats.relative(mailbox.nextPumpAt, now));
}

function waiting(mailbox: Shown, { words, formats, explain, now }: Telling): Light {
  if (mailbox.settings.direction === 'none') return { color: 'grey', sentence: words.states.off };
  if (mailbox.lastPumpAt === null) return { color: 'working', sentence: words.states.never };
  const amiss = mailbox.lastError === null ? null : explain(mailbox.lastError);
  const sentence = amiss ?? words.states.inStep(formats.relative(mailbox.lastPumpAt, now));
  const count = waitingForPerson(mailbox);
  if (count > 0) return { color: 'yellow', sentence: `${sentence} ${words.states.inStepBut(count)}` };
  return { color: amiss === null ? 'green' : 'yellow', sentence };
}
