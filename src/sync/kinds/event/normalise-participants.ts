import { isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';

const KINDS = ['group', 'resource', 'location'];
const STATUSES = ['accepted', 'declined', 'tentative', 'delegated'];
const ROLES = ['owner', 'attendee', 'optional', 'informational', 'chair'];

/** `mailto:` and the address in lower case; any other URI as it is. */
export function canonicalAddress(address: string): string {
  const trimmed = address.trim();
  if (/^mailto:/i.test(trimmed)) return `mailto:${trimmed.slice(7).trim().toLowerCase()}`;
  return trimmed.includes('@') && !/^[a-z][a-z0-9+.-]*:/i.test(trimmed)
    ? `mailto:${trimmed.toLowerCase()}`
    : trimmed;
}

/** Participants under their canonical addresses, in normal form; undefined when there is none. */
export function normaliseParticipants(value: Json): Json | undefined {
  if (!isObject(value)) return undefined;
  const normal: Record<string, JsonObject> = {};
  for (const [key, entry] of Object.entries(value)) {
    const address = canonicalAddress(key);
    if (!isObject(entry) || address === '' || address === 'mailto:') continue;
    normal[address] = { ...normal[address], ...normaliseParticipant(entry, address) };
  }
  return Object.keys(normal).length === 0 ? undefined : normal;
}

function normaliseParticipant(entry: JsonObject, address: string): JsonObject {
  const given = isObject(entry['roles']) ? entry['roles'] : {};
  const roles = Object.fromEntries(ROLES.filter((role) => given[role] === true).map((role) => [role, true]));
  if (Object.keys(roles).length === 0) roles['attendee'] = true;
  const name = typeof entry['name'] === 'string' ? entry['name'].replace(/\s+/g, ' ').trim() : '';
  const isAddress = name.toLowerCase() === address.replace(/^mailto:/, '');
  const takesPart = roles['attendee'] === true || roles['optional'] === true || roles['chair'] === true;
  const status = entry['participationStatus'];
  return {
    roles,
    // Servers fill a missing name with the address: that says nothing.
    ...(name === '' || isAddress ? {} : { name }),
    ...(typeof entry['kind'] === 'string' && KINDS.includes(entry['kind']) ? { kind: entry['kind'] } : {}),
    // Whether a mere organiser "accepted" their own meeting depends on the program that wrote it.
    ...(takesPart && typeof status === 'string' && STATUSES.includes(status)
      ? { participationStatus: status }
      : {}),
    ...(entry['expectReply'] === true ? { expectReply: true } : {}),
  };
}
