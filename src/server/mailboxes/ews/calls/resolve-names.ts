// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/resolvenames-operation
import type { CallContext } from '../../../../sync/ports.ts';
import type { Element } from '../element.ts';
import { childrenOf, descendantOf, element, textOf } from '../element.ts';
import { readBatch } from '../soap/batch.ts';
import type { Soap } from '../soap/soap.ts';
import type { ResolvedName } from '../wire.ts';

const NOBODY = new Set(['ErrorNameResolutionNoResults', 'ErrorNameResolutionNoMailbox']);

export async function resolveNames(
  soap: Soap,
  name: string,
  context: CallContext,
): Promise<readonly ResolvedName[]> {
  const attributes = { ReturnFullContactData: 'true', SearchScope: 'ActiveDirectoryContacts' };
  const operation = element('m:ResolveNames', [element('m:UnresolvedEntry', name)], attributes);
  const [outcome] = await readBatch(soap, operation, 1, context, (message) => ({ message }));
  if (outcome === undefined) return [];
  if (!outcome.ok) {
    if (NOBODY.has(outcome.responseCode)) return [];
    throw outcome.error;
  }
  const resolutions = childrenOf(outcome.message, 'ResolutionSet').flatMap(({ children }) => children);
  return resolutions.map((resolution) => ({
    name: textOf(resolution, 'Mailbox', 'Name') ?? '',
    address: textOf(resolution, 'Mailbox', 'EmailAddress') ?? '',
    routingType: textOf(resolution, 'Mailbox', 'RoutingType') ?? '',
    mailboxType: textOf(resolution, 'Mailbox', 'MailboxType') ?? '',
    aliases: proxyAddresses(descendantOf(resolution, 'Contact', 'EmailAddresses')),
  }));
}

/** `SMTP:` stands before the main address of somebody in the directory, `smtp:` before their further ones. */
function proxyAddresses(list: Element | undefined): readonly string[] {
  return childrenOf(list, 'Entry').flatMap(({ text }) => {
    const address = /^\s*(?:smtp:)?([^\s:@]+@[^\s:@]+)\s*$/i.exec(text)?.[1];
    return address === undefined ? [] : [address];
  });
}
