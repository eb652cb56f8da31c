import { equal, type Json } from '../../src/sync/json.ts';
import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import { answer } from './decisions.ts';
import { judgeIdle, type Idle } from './judges/budget.ts';
import { judgeMails } from './judges/mails.ts';
import { judgeOthers, poisoned } from './judges/poison.ts';
import { judgePrivate } from './judges/private.ts';
import { judgeReduced } from './judges/secrets.ts';
import { judgeWithheld } from './judges/withheld.ts';
import { CALL_MS, mailboxId, prepare, type Process } from './processes.ts';
import { advance, type Play } from './play.ts';
import { mailboxPlace, placesOf, shelfAt, shelvesOf, type World } from './world.ts';

/** More passes than anything needs that comes to rest at all. */
const MOST_ROUNDS = 14;

/** A scenario that comes to its end. */
interface Settling extends Play {
  /** By user what lay around them when a pump of theirs last changed nothing. */
  readonly still: Map<number, readonly unknown[]>;
  /**
   * Users whose next pump may look at everything once: the last one was an older version of the product, or somebody has decided
   * otherwise about privacy since.
   */
  readonly outdated: Set<number>;
}

/** Ends all that goes wrong, pumps until nothing is written any more, and checks that nothing more is. */
export async function settle(playing: Play): Promise<void> {
  const play: Settling = { ...playing, still: new Map(), outdated: new Set() };
  const { world } = play;
  for (const processes of play.stuck) {
    for (const process of processes.splice(0)) await advance(play, process, Infinity, 'pause');
  }
  world.clock.now += CALL_MS;
  // In the end everybody wants everything again: what waited until then must not have been forgotten.
  world.rules.clear();
  openAll(play);
  const poison = poisoned(play);
  if (poison.size > 0) {
    const isCalm = (await rest(play, 'I1', 1)) && (await reset(play, 'I1')) !== 'restless';
    play.violations.push(...judgeOthers(play, poison));
    if (!isCalm) return;
    play.still.clear();
  }
  for (const place of placesOf(world)) heal(world, place);
  if (!(await rest(play, 'I1', 1))) return;
  // A listing that lied, or a feed without tombstones: what it hid shows at the next full listing.
  const isDone = nothingWaits(play);
  let end = await reset(play, 'I1');
  if (end === 'moved' && isDone && poison.size === 0 && tellsAll(play))
    play.violations.push({ invariant: 'I7', message: 'a full listing told what no feed had' });
  if (end !== 'restless') end = await decideHeld(play, end);
  if (end === 'restless') return;
  // One reset that moved nothing is enough.
  if (end === 'moved' && (await reset(play, 'I7')) === 'moved')
    play.violations.push({ invariant: 'I7', message: 'listing everything again made it write' });
  if (world.scenario.setup.upgrade === true) await judgeUpgrade(play);
  play.violations.push(...judgeMails(world));
  play.violations.push(...judgeReduced(world), ...judgeWithheld(world));
  play.violations.push(...judgePrivate(world));
}

/** Nobody narrows any more what is synchronised; what is to be shown of private things stays as it is. */
function openAll({ world, ledger, outdated }: Settling): void {
  world.started = true;
  for (const [user, decided] of world.decided) {
    outdated.add(user);
    world.decided.set(user, { ...decided, rules: [] });
  }
  for (const user of world.mailboxes.keys()) ledger.unmark?.(mailboxId(user));
}

/** A newer version of the product, with another normaliser and more fields, writes nothing by itself (I11). */
async function judgeUpgrade(play: Settling): Promise<void> {
  const before = writes(play.world);
  play.world.kind = eventKind;
  play.still.clear();
  for (const user of play.world.mailboxes.keys()) play.outdated.add(user);
  if ((await rest(play, 'I11', 2)) && writes(play.world) !== before)
    play.violations.push({ invariant: 'I11', message: 'a new normaliser and mapping made it write' });
}

function heal(world: World, place: string): void {
  const shelf = shelfAt(world, place);
  shelf.settle();
  for (const { ref, garbled, deleted } of [...shelf.items.values()]) {
    if (garbled && !deleted) shelf.garble(ref.id, false);
  }
}

/** Whether no link is left to be planned: of what one mailbox has done last another one may have to hear yet. */
function nothingWaits({ world, ledger }: Play): boolean {
  return [...world.mailboxes.keys()].every((user) =>
    ledger.links(mailboxId(user)).every(({ dirty }) => !dirty),
  );
}

/** Whether no listing ever lied, and what is deleted is reported. */
function tellsAll({ world, coverage }: Play): boolean {
  const { setup, steps } = world.scenario;
  const { crm, mailboxes } = setup;
  const isHonest = steps.every((step) => step.type !== 'pump' || step.faults === 0);
  const struck = Object.keys(coverage.faults).length + coverage.wireFaults + coverage.wireDeaths;
  return isHonest && struck === 0 && [crm, ...mailboxes].every(({ tombstones }) => tombstones);
}

/** Whether listing everything again made anybody write, or never came to rest. */
type Reset = 'still' | 'moved' | 'restless';

/** Makes every server forget its cursors, and pumps. */
async function reset(play: Settling, invariant: 'I1' | 'I7'): Promise<Reset> {
  const before = writes(play.world);
  for (const shelf of shelvesOf(play.world)) shelf.forgetCursors();
  play.still.clear();
  if (!(await rest(play, invariant, 2))) return 'restless';
  return writes(play.world) === before ? 'still' : 'moved';
}

/** Pumps everybody until so many rounds in a row write nothing. */
async function rest(play: Settling, invariant: 'I1' | 'I7' | 'I11', wanted: number): Promise<boolean> {
  let calm = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = writes(play.world);
    const lines = play.trace.length;
    const settled = await passAll(play);
    if (writes(play.world) === before && round < MOST_ROUNDS / 2)
      play.trace.splice(lines, Infinity, '  a pass that writes nothing');
    calm = writes(play.world) === before && settled ? calm + 1 : 0;
    if (calm === wanted) return true;
  }
  const counts = placesOf(play.world).map(
    (place) => `${place}: ${String(shelfAt(play.world, place).changes())}`,
  );
  play.violations.push({ invariant, message: `it doesn't come to rest: ${counts.join(', ')} changes` });
  return false;
}

async function passAll(play: Settling): Promise<boolean> {
  const { world } = play;
  let settled = true;
  for (const user of world.mailboxes.keys()) {
    world.clock.now += 61_000;
    const before = stateOf(play, user);
    // A pump that changed nothing would do the same again as long as nothing changes around it.
    if (isSame(play.still.get(user), before)) continue;
    const process = await prepare(play, { user, seed: 1, faults: 0, stop: null });
    await advance(play, process, Infinity, 'pause');
    const { report } = process;
    const finished = report?.error === null && report.retryAt === null;
    const isFirst = finished && play.outdated.delete(user);
    const after = stateOf(play, user);
    if (finished && !isFirst && isSame(before, after)) {
      play.still.set(user, after);
      if (seenBy(process) === 0)
        play.violations.push(...judgeIdle(idle(world, user, process), world.scenario.setup));
    }
    settled &&= finished;
    if (report === null && process.thrown === null) {
      play.violations.push({ invariant: 'I1', message: `the pump of user ${String(user)} never ends` });
    }
  }
  return settled;
}

function idle(world: World, user: number, { calls }: Process): Idle {
  const items = { mailbox: shelfAt(world, mailboxPlace(user)).items.size, crm: world.shelf.items.size };
  return { user, calls, items };
}

/** How many changes its feeds told a process of: what concerns somebody else may be read, and leaves no trace. */
function seenBy({ report }: Process): number {
  return report === null ? 0 : report.observed.mailbox + report.observed.crm;
}

/** All that a pump of this user looks at, apart from the clock: things that are replaced when they change. */
function stateOf({ world, ledger }: Play, user: number): readonly unknown[] {
  const changes = [world.shelf.changes(), shelfAt(world, mailboxPlace(user)).changes()];
  return [...changes, ...ledger.links(mailboxId(user)), ...ledger.intents(mailboxId(user))];
}

function isSame(one: readonly unknown[] | undefined, other: readonly unknown[]): boolean {
  return one?.length === other.length && one.every((value, index) => isUnchanged(value, other[index]));
}

/**
 * Which listing a link was last seen in says nothing that anybody acts on before the next listing. A look that finds what was
 * there before stores it again, and has changed nothing.
 */
function isUnchanged(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (!('seenIn' in one) || !('seenIn' in other)) return false;
  const [before, now] = [one, other] as Record<string, Json>[];
  return Object.keys({ ...before, ...now }).every(
    (key) => key === 'seenIn' || equal(before?.[key], now?.[key]),
  );
}

/**
 * People answer what waits for them. Returns what the last reset came to.
 */
async function decideHeld(play: Settling, last: Reset): Promise<Reset> {
  const { setup } = play.world.scenario;
  let end = last;
  // One user's answer can be another one's held deletion.
  for (let round = 0; round <= setup.mailboxes.length; round += 1) {
    let any = false;
    for (const user of setup.mailboxes.keys()) any = (await answer(play, user, setup.answer)) || any;
    if (!any) return end;
    end = (await rest(play, 'I1', 1)) ? await reset(play, 'I1') : 'restless';
    if (end === 'restless') return end;
  }
  return end;
}

function writes(world: World): number {
  return shelvesOf(world).reduce((sum, shelf) => sum + shelf.changes(), 0);
}
