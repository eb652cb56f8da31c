// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/getservertimezones-operation
import type { CallContext } from '../../../../sync/ports.ts';
import { childrenOf, element } from '../element.ts';
import type { Element } from '../element.ts';
import { readOne } from '../soap/batch.ts';
import type { Soap } from '../soap/soap.ts';

/** `TimeZoneDefinition` elements; null asks for all. Ids that the server doesn't know are left out. */
export async function getServerTimeZones(
  soap: Soap,
  windowsIds: readonly string[] | null,
  context: CallContext,
): Promise<readonly Element[]> {
  if (windowsIds?.length === 0) return [];
  const ids =
    windowsIds === null
      ? []
      : [
          element(
            'm:Ids',
            windowsIds.map((id) => element('Id', id)),
          ),
        ];
  const operation = element('m:GetServerTimeZones', ids, { ReturnFullTimeZoneData: 'true' });
  const message = await readOne(soap, operation, context);
  return childrenOf(message, 'TimeZoneDefinitions').flatMap((list) => childrenOf(list, 'TimeZoneDefinition'));
}
