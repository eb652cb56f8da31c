// https://learn.microsoft.com/en-us/openspecs/exchange_server_protocols/ms-oxwscdata (common types), https://www.w3.org/TR/2000/NOTE-SOAP-20000508/
import { xmlAttribute, xmlText } from '../../xml/write.ts';
import type { Element } from '../element.ts';

const NAMESPACES = [
  'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"',
  'xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"',
  'xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"',
].join(' ');

/** A request of this schema version. The operation's element, and those that its schema puts there, begin with `m:`. */
export function envelope(schemaVersion: string, operation: Element): string {
  const header = `<t:RequestServerVersion Version="${xmlAttribute(schemaVersion)}"/>`;
  return `<?xml version="1.0" encoding="utf-8"?>\n<s:Envelope ${NAMESPACES}><s:Header>${header}</s:Header><s:Body>${serialize(operation)}</s:Body></s:Envelope>`;
}

/** An element as text. A name without prefix is in the types namespace. */
function serialize(element: Element): string {
  const name = element.name.includes(':') ? element.name : `t:${element.name}`;
  const attributes = Object.entries(element.attributes)
    .map(([key, value]) => ` ${key}="${xmlAttribute(value)}"`)
    .join('');
  const content = element.children.map(serialize).join('') + xmlText(element.text);
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}
