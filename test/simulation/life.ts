import { EXCLUDED, NOTHING } from './journal.ts';
import type { Evidence, JournalEntry, KeptConflict, Place, PlaceFacts, Value, Values } from './journal.ts';

/** One thing's story. */
export interface Life {
  /** By field everything that people wrote. */
  readonly written: ReadonlyMap<string, ReadonlySet<Value>>;
  /** By field and value: what took its place. */
  readonly supersededBy: ReadonlyMap<string, ReadonlySet<Value>>;
  /** Fields in which two sides differ without anybody knowing who changed them: both values stay, and are shown. */
  readonly unsettled: ReadonlyMap<string, Unsettled>;
  readonly fate: 'there' | 'gone' | 'either';
  /** Where people deleted it. */
  readonly deletedAt: readonly Place[];
  /** Values that someone deleted with their eyes open, though another edit kept the thing alive. */
  readonly discarded: ReadonlySet<string>;
}

/** Of a field in which both values stay: whether one of them is none. */
export interface Unsettled {
  readonly orNone: boolean;
  /** The series may have no such date at all. */
  readonly orGone?: true;
}

function leaveOpen(unsettled: Map<string, Unsettled>, { field, winning, losing }: KeptConflict): void {
  const name = field ?? 'an occurrence';
  const isNone = [winning, losing].some((side) => side.every((value) => value === NOTHING));
  unsettled.set(name, { ...unsettled.get(name), orNone: isNone || unsettled.get(name)?.orNone === true });
}

/** A field in which a mailbox was left as it is; with the days of a series, its dates. */
function leaveAsItIs(unsettled: Map<string, Unsettled>, field: string): void {
  const isOfDates = field.includes('occurrence ') || field === 'rule';
  if (isOfDates) unsettled.set('an occurrence', { orNone: true, orGone: true });
  if (!field.includes('occurrence ')) unsettled.set(field, { orNone: true });
}

/** A field's value as one text. */
export const at = (field: string, value: Value): string => `${field}=${value}`;

/** What became of one thing, by what people did to it. `organizer`: of a meeting, where its organiser's copy lies. */
export function lifeOf(
  thing: number,
  entries: readonly JournalEntry[],
  { conflicts, places, unmapped, withheld }: Evidence,
  organizer: Place | null,
): Life {
  const written = writtenIn(entries);
  for (const field of unmapped) written.delete(field);
  const supersededBy = supersessions(entries);
  const about = conflicts.filter((conflict) => conflict.thing === null || conflict.thing === thing);
  const unsettled = new Map<string, Unsettled>();
  const choices = new Set(entries.filter((entry) => entry.type === 'edited' && entry.again === true));
  for (const conflict of about) {
    const choice = [...choices].find((entry) => chooses(entry, conflict));
    // What loses another time after that has lost.
    if (choice !== undefined) {
      choices.delete(choice);
      continue;
    }
    if (conflict.unresolved) leaveOpen(unsettled, conflict);
    else overruled(conflict, written, supersededBy);
  }
  for (const entry of entries) {
    if (entry.type !== 'left') continue;
    for (const field of Object.keys(entry.values ?? {})) leaveAsItIs(unsettled, field);
  }
  const begun = entries.find((entry) => entry.type === 'created')?.values ?? {};
  const story = { written, supersededBy, begun };
  const deletions = entries.filter((entry) => entry.type === 'deleted');
  const kept = entries.findLastIndex((entry) => entry.type === 'kept');
  // What people refused to have deleted is there; what they deleted afterwards is another matter.
  const refused = (index: number): boolean => entries.indexOf(deletions[index] as Deletion) < kept;
  const discarded = new Set<string>();
  // What an earlier deletion took with it, no later one has to have seen.
  const missed = deletions.map(({ place, seen }) => {
    for (const field of written.keys()) discarded.add(at(field, shown(field, seen)));
    return uncovered(discarded, story, places[place]);
  });
  const isEntered = entries.some((entry) => entry.type === 'created' && entry.place === 'crm');
  if (withheld.has(thing) && !(isEntered && deletions.length === 0)) discardContent(written, discarded);
  const lasting = ({ field }: Edit): boolean => Object.values(places).every(({ holds }) => holds(field));
  // What was taken back after somebody had deleted it, they can't have seen; who looked in between saw it edited.
  const takenBack = (deletion: Deletion): boolean =>
    entries
      .slice(entries.indexOf(deletion))
      .some((entry) => entry.type === 'edited' && entry.value === NOTHING);
  const surely =
    missed.some(
      (edits, index) =>
        edits.length === 0 &&
        deletions[index]?.unheard === false &&
        !refused(index) &&
        !takenBack(deletions[index]),
    ) || deletions.some(({ place }, index) => place === organizer && !refused(index));
  // Two people who took the same occurrence out look the same, to whoever deleted it all as well (DESIGN 5.3: both, equally:
  // adopt); so do two who took off one guest.
  const away = entries.flatMap((entry) =>
    entry.type === 'edited' && entry.value === NOTHING ? [entry.field] : [],
  );
  const alike =
    entries.filter((entry) => entry.type === 'edited' && entry.value === EXCLUDED).length > 1 ||
    new Set(away).size < away.length;
  // DESIGN 5.3, "unless the authoritative owner deleted": who has guests is their organiser, and may call off what they called
  // others to, once that is known. Who takes the guests off first does the same, as far as anybody can tell who did not look
  // in between.
  const isHost = ({ place, seen }: Deletion, index: number): boolean =>
    place !== 'crm' &&
    (Object.keys(seen).some(isParticipant) ||
      entries.slice(0, entries.indexOf(deletions[index] as Deletion)).some((entry) => tookOff(entry, place)));
  const isNews = (edit: Edit, index: number): boolean =>
    lasting(edit) && !isFulfilled(edit, deletions[index]?.seen ?? {}, story);
  const perhaps =
    missed.some((edits, index) => !edits.some((edit) => isNews(edit, index)) && !refused(index)) ||
    deletions.some((deletion, index) => isHost(deletion, index) && !refused(index));
  const fate = surely && !alike ? 'gone' : surely || perhaps ? 'either' : 'there';
  const deletedAt = deletions.map(({ place }) => place);
  return { ...story, unsettled, fate, deletedAt, discarded };
}

/** What an item shows of a field; the start of an occurrence that was taken out is as gone as that is. */
function shown(field: string, seen: Values): Value {
  const isOut = field.startsWith('start of ') && seen[field.slice('start of '.length)] === EXCLUDED;
  return seen[field] ?? (isOut ? EXCLUDED : NOTHING);
}

/**
 * Whether a date that somebody took out is none of the series that whoever deleted it saw: taken out or beyond its rule, it
 * looks the same. And whether what was said of a date went with a rule that lacks it, which has lost against one that has it: then that
 * has lost as well.
 */
function isFulfilled(
  { field, value }: Edit,
  { rule }: Values,
  { written, supersededBy }: Pick<Life, 'written' | 'supersededBy'>,
): boolean {
  const [, day] = /^(?:start of )?occurrence (-?\d+)$/.exec(field) ?? [];
  if (day === undefined) return false;
  const has = (days: Value | undefined): boolean => days?.split(' ').includes(day) === true;
  if (value === EXCLUDED) return !has(rule);
  const lost = [...(written.get('rule') ?? [])].filter((one) => supersededBy.has(at('rule', one)));
  return value === NOTHING && has(rule) && lost.some((one) => !has(one));
}

/**
 * For a while the record said only when it is: what people of the CRM had just written about what it is went with that, and of what
 * lost to it nobody can tell any more. When it takes place was never withheld. A record that was entered in the CRM keeps what it
 * says (decision 026); not one that was made anew after a deletion.
 */
function discardContent(written: ReadonlyMap<string, ReadonlySet<Value>>, discarded: Set<string>): void {
  for (const [field, values] of written) {
    if (!/^(title|description|locations|priority|occurrence |participant )/.test(field)) continue;
    for (const value of values) discarded.add(at(field, value));
  }
}

type Deletion = Extract<JournalEntry, { readonly type: 'deleted' }>;

function isParticipant(field: string): boolean {
  return field.startsWith('participant ');
}

/** Whether somebody took a guest off there. */
function tookOff(entry: JournalEntry, place: Place): boolean {
  return (
    entry.type === 'edited' && entry.place === place && isParticipant(entry.field) && entry.value === NOTHING
  );
}

interface Edit {
  readonly field: string;
  readonly value: Value;
}

function writtenIn(entries: readonly JournalEntry[]): Map<string, Set<Value>> {
  const written = new Map<string, Set<Value>>();
  for (const entry of entries) {
    if (entry.type === 'edited') add(written, entry.field, entry.value);
    if (entry.type !== 'created') continue;
    for (const [field, value] of Object.entries(entry.values)) add(written, field, value);
  }
  return written;
}

/** Whether somebody used the other value of a conflict: it is over, and that value has won. */
function chooses(entry: JournalEntry, { field, winning, losing }: KeptConflict): boolean {
  return (
    entry.type === 'edited' &&
    (field === null ? entry.field.includes('occurrence ') : entry.field === field) &&
    losing.includes(entry.value) &&
    winning.includes(entry.seen ?? NOTHING)
  );
}

function supersessions(entries: readonly JournalEntry[]): Map<string, Set<Value>> {
  const supersededBy = new Map<string, Set<Value>>();
  for (const entry of entries) {
    if (entry.type !== 'edited') continue;
    const { field, value, seen, again } = entry;
    // Whoever wants it after all knows what took its place.
    if (again === true) supersededBy.delete(at(field, value));
    if (seen !== null && seen !== value) add(supersededBy, at(field, seen), value);
  }
  return supersededBy;
}

/** What lost a conflict that is on record was superseded by what won. */
function overruled(
  { field, winning, losing }: KeptConflict,
  written: ReadonlyMap<string, ReadonlySet<Value>>,
  supersededBy: Map<string, Set<Value>>,
): void {
  for (const [name, values] of written) {
    if (field === null ? !/^(start of )?occurrence /.test(name) : field !== name) continue;
    const won = winning.filter((value) => values.has(value));
    for (const value of losing.filter((one) => values.has(one)))
      for (const winner of won.length > 0 ? won : [NOTHING]) add(supersededBy, at(name, value), winner);
  }
}

function add(map: Map<string, Set<Value>>, key: string, value: Value): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}

/** What people wrote that someone who saw these values knew nothing about; what a place can't show aside. */
function uncovered(
  seen: ReadonlySet<string>,
  { written, supersededBy, begun }: Pick<Life, 'written' | 'supersededBy'> & { readonly begun: Values },
  place: PlaceFacts | undefined,
): readonly Edit[] {
  return [...written].flatMap(([field, values]) => {
    const invisible = place?.holds(field) === false;
    return [...values]
      .filter((value) => !(invisible && begun[field] === value) && !leadsTo(field, value, seen, supersededBy))
      .map((value) => ({ field, value }));
  });
}

/** Whether a value is one of those seen, or was superseded by one of them at some remove. */
function leadsTo(
  field: string,
  value: Value,
  seen: ReadonlySet<string>,
  supersededBy: Life['supersededBy'],
  visited = new Set<Value>(),
): boolean {
  if (seen.has(at(field, value))) return true;
  if (visited.has(value)) return false;
  visited.add(value);
  const next = [...(supersededBy.get(at(field, value)) ?? [])];
  return next.some((later) => leadsTo(field, later, seen, supersededBy, visited));
}
