// https://learn.microsoft.com/exchange/client-developer/web-service-reference/getservertimezones-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { answerEach } from '../responses.ts';
import { m, messageChild } from '../xml.ts';

/** The time zones that the server knows, or those of them that are asked for. */
export function getServerTimeZones(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const ids = messageChild(request, 'Ids')?.children.map(({ text }) => text.trim()) ?? null;
  const full = request.attributes['ReturnFullTimeZoneData'] !== 'false';
  return answerEach('GetServerTimeZones', [ids], (wanted) => [
    m('TimeZoneDefinitions', ...context.calendar.zones.definitions(wanted, full)),
  ]);
}
