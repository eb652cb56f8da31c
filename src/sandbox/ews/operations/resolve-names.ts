// https://learn.microsoft.com/exchange/client-developer/web-service-reference/resolvenames-operation
import type { User } from '../../groupware/model.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { ItemProblem } from '../item-problem.ts';
import { failure, flag, response, success } from '../responses.ts';
import { isTrue } from '../shape.ts';
import { messageChild, mWith, t, tWith } from '../xml.ts';

const OPERATION = 'ResolveNames';
/** Exchange never names more. */
const MOST = 100;

/** Finds the users whom a name, the beginning of one, or an address may mean. */
export function resolveNames(request: XmlElement, { groupware }: EwsContext): XmlElement {
  const entry = messageChild(request, 'UnresolvedEntry')?.text.trim() ?? '';
  const full = isTrue(request.attributes['ReturnFullContactData']);
  const wanted = entry.replace(/^smtp:/i, '').toLowerCase();
  const found = groupware.users.all().filter((user) => isMeant(user, wanted));
  if (found.length === 0) {
    const problem = new ItemProblem('ErrorNameResolutionNoResults', 'No results were found.');
    return response(OPERATION, [failure(OPERATION, problem)]);
  }
  const set = mWith(
    'ResolutionSet',
    { TotalItemsInView: String(found.length), IncludesLastItemInRange: flag(found.length <= MOST) },
    ...found.slice(0, MOST).map((user) => resolution(user, full)),
  );
  if (found.length === 1) return response(OPERATION, [success(OPERATION, set)]);
  const several = new ItemProblem('ErrorNameResolutionMultipleResults', 'Multiple results were found.');
  return response(OPERATION, [
    { ...failure(OPERATION, several, set), attributes: { ResponseClass: 'Warning' } },
  ]);
}

function isMeant({ name, address, displayName }: User, wanted: string): boolean {
  if (wanted.includes('@')) return address === wanted;
  const words = [name, address, displayName, ...displayName.split(/\s+/)];
  return words.some((word) => word.toLowerCase().startsWith(wanted));
}

function resolution({ displayName, address }: User, full: boolean): XmlElement {
  const mailbox = t(
    'Mailbox',
    t('Name', displayName),
    t('EmailAddress', address),
    t('RoutingType', 'SMTP'),
    t('MailboxType', 'Mailbox'),
  );
  if (!full) return t('Resolution', mailbox);
  const [given = '', ...rest] = displayName.split(/\s+/);
  const contact = t(
    'Contact',
    t('DisplayName', displayName),
    t('GivenName', given),
    t('EmailAddresses', tWith('Entry', { Key: 'EmailAddress1' }, `SMTP:${address}`)),
    t('ContactSource', 'ActiveDirectory'),
    ...(rest.length === 0 ? [] : [t('Surname', rest.join(' '))]),
  );
  return t('Resolution', mailbox, contact);
}
