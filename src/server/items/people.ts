import type { Kysely } from 'kysely';
import {
  colleaguesAt,
  companiesOfPersons,
  knownAddresses,
  type Colleague,
  type KnownAddress,
} from '../storage/messages/participants.ts';
import { hitsOf } from '../storage/records/hits.ts';
import type { RecordHit } from '../storage/records/search.ts';
import type { Database } from '../storage/tables.ts';
import type { Participant } from './participants.ts';

/** A participant and whom the CRM knows by the address, as far as the user may see. */
export interface KnownParticipant extends Participant {
  readonly person: RecordHit | null;
  /** The person's, else the one with the address, else the one that writes from its domain. */
  readonly company: RecordHit | null;
  readonly colleague: Colleague | null;
  /** All persons and companies of the address, for suggestions. */
  readonly known: Pick<KnownAddress, 'persons' | 'companies' | 'companiesOfDomain'>;
}

/** What the CRM knows of the people of an item. */
export interface KnownPeople {
  readonly participants: readonly KnownParticipant[];
  /** By person id. */
  readonly companyOf: ReadonlyMap<string, string>;
}

const NOBODY: KnownParticipant['known'] = { persons: [], companies: [], companiesOfDomain: [] };

/** Looks the people of an item up. */
export async function knownPeople(
  db: Kysely<Database>,
  userId: string,
  participants: readonly Participant[],
): Promise<KnownPeople> {
  const addresses = participants.map(({ address }) => address).filter((address) => address !== '');
  const [known, colleagues] = await Promise.all([
    knownAddresses(db, userId, addresses),
    colleaguesAt(db, addresses),
  ]);
  const byAddress = new Map(known.map((one) => [one.address, one]));
  const companyOf = await companiesOfPersons(
    db,
    known.flatMap(({ persons }) => persons),
  );
  const firsts = participants.map((participant) => {
    const of = byAddress.get(participant.address) ?? NOBODY;
    const [personId] = of.persons;
    const companies = [companyOf.get(personId ?? ''), ...of.companies, ...of.companiesOfDomain];
    return { participant, of, personId, companies: companies.filter((id) => id !== undefined) };
  });
  const hits = await hitsOf(db, userId, [
    ...new Set(
      firsts.flatMap(({ personId, companies }) => [
        ...(personId === undefined ? [] : [personId]),
        ...companies,
      ]),
    ),
  ]);
  return {
    companyOf,
    participants: firsts.map(({ participant, of, personId, companies }) => ({
      ...participant,
      person: hits.get(personId ?? '') ?? null,
      company: companies.map((id) => hits.get(id)).find((hit) => hit !== undefined) ?? null,
      colleague: colleagues.get(participant.address) ?? null,
      known: of,
    })),
  };
}
