import type { ItemInView, ItemParticipant, ItemRole } from '../../contract/index.ts';

/** The contract's limits: what is longer or more is cut, so that an unusual item is shown all the same. */
const LONGEST_NAME = 500;
const LONGEST_ADDRESS = 320;
const MOST_PARTICIPANTS = 1_000;

/** A person as Outlook tells it; parts may be missing. */
export type Addressee = Partial<Pick<Office.EmailAddressDetails, 'displayName' | 'emailAddress'>>;

/** The people of an item, in the order given. Null: there is nobody in this role. */
export function participantsOf(
  people: Readonly<Partial<Record<ItemRole, readonly Addressee[] | Addressee | null>>>,
): ItemInView['participants'] {
  return Object.entries(people)
    .flatMap(([role, named]) => [named ?? []].flat().map((person) => participant(role as ItemRole, person)))
    .slice(0, MOST_PARTICIPANTS);
}

/** Exchange's own addresses (`/o=…/cn=…`) are none that the CRM could know; Outlook repeats an address as its own name. */
function participant(role: ItemRole, { displayName = '', emailAddress = '' }: Addressee): ItemParticipant {
  const address = emailAddress.includes('@') ? emailAddress.trim().slice(0, LONGEST_ADDRESS) : '';
  const name = displayName.trim().slice(0, LONGEST_NAME);
  return { role, name: name.toLowerCase() === address.toLowerCase() ? '' : name, address };
}
