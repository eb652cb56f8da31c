import { CALL_MS, mailboxId, prepare } from './processes.ts';
import { advance, type Play } from './play.ts';
import { placesOf, shelfAt, type World } from './world.ts';

/** More passes than anything needs that comes to rest at all. */
const MOST_ROUNDS = 14;

/** Ends all that goes wrong, pumps until nothing is written any more, and checks that nothing more is. */
export async function settle(play: Play): Promise<void> {
  const { world } = play;
  for (const processes of play.stuck) {
    for (const process of processes.splice(0)) await advance(play, process, Infinity, 'pause');
  }
  world.clock.now += CALL_MS;
  // In the end everybody wants everything again: what waited until then must not have been forgotten.
  world.rules.clear();
  for (const place of placesOf(world)) heal(world, place);
  if (!(await rest(play, 'I1', 1))) return;
  // A listing that lied, or a feed without tombstones: what it hid shows at the next full listing.
  forgetAll(play);
  if (!(await rest(play, 'I1', 1))) return;
  await decideHeld(play);
  await judgeReset(play);
  for (const mailbox of world.mailboxes) {
    const mails = mailbox.outbox();
    if (mails.length > 0)
      play.violations.push({ invariant: 'I6', message: `mails went out: ${JSON.stringify(mails)}` });
  }
}

function heal(world: World, place: string): void {
  const shelf = shelfAt(world, place);
  shelf.settle();
  for (const { ref, garbled, deleted } of [...shelf.items.values()]) {
    if (garbled && !deleted) shelf.garble(ref.id, false);
  }
}

/** Pumps everybody until so many rounds in a row write nothing. */
async function rest(play: Play, invariant: 'I1' | 'I7', wanted: number): Promise<boolean> {
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

async function passAll(play: Play): Promise<boolean> {
  const { world } = play;
  let settled = true;
  for (const user of world.mailboxes.keys()) {
    world.clock.now += 61_000;
    const process = await prepare(play, { user, seed: 1, faults: 0, stop: null });
    await advance(play, process, Infinity, 'pause');
    const { report } = process;
    settled &&= report?.error === null && report.retryAt === null;
    if (report === null && process.thrown === null) {
      play.violations.push({ invariant: 'I1', message: `the pump of user ${String(user)} never ends` });
    }
  }
  return settled;
}

function forgetAll({ world }: Play): void {
  for (const place of placesOf(world)) shelfAt(world, place).forgetCursors();
}

/**
 * People answer what waits for them. A deletion that is refused didn't happen; where the server mails as it likes,
 * nothing could be restored without mailing, so nobody refuses there.
 */
async function decideHeld(play: Play): Promise<void> {
  const { setup } = play.world.scenario;
  // One user's answer can be another one's held deletion.
  for (let round = 0; round <= setup.mailboxes.length; round += 1) {
    let any = false;
    for (const [user, { silentScheduling }] of setup.mailboxes.entries()) {
      const answer = silentScheduling === 'no' ? 'approve' : setup.answer;
      for (const thing of play.ledger.decide(mailboxId(user), answer)) {
        any = true;
        if (answer === 'reject') play.world.journal.push({ type: 'kept', thing });
      }
    }
    if (!any || !(await rest(play, 'I1', 1))) return;
    forgetAll(play);
    if (!(await rest(play, 'I1', 1))) return;
  }
}

async function judgeReset(play: Play): Promise<void> {
  const { world } = play;
  const before = writes(world);
  forgetAll(play);
  if ((await rest(play, 'I7', 2)) && writes(world) !== before) {
    play.violations.push({ invariant: 'I7', message: 'listing everything again made it write' });
  }
}

function writes(world: World): number {
  return placesOf(world).reduce((sum, place) => sum + shelfAt(world, place).changes(), 0);
}
