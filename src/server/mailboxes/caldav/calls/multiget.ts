// https://www.rfc-editor.org/rfc/rfc4791#section-7.9 (CALDAV:calendar-multiget REPORT)
import { askMultistatus } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { caldav } from '../xml/element.ts';
import { xmlDocument, xmlText } from '../xml/write.ts';
import { etagOf } from './list-etags.ts';

/** One resource of the answer. `text` null: `status` says why (404: it isn't there). */
export interface CalendarObject {
  readonly href: string;
  readonly etag: string | null;
  readonly text: string | null;
  readonly status: number;
}

/** The calendar objects at some paths of one collection. */
export async function multiget(
  connection: Connection,
  collection: URL,
  paths: readonly string[],
): Promise<{ readonly objects: readonly CalendarObject[]; readonly url: URL }> {
  const hrefs = paths.map((path) => `<D:href>${xmlText(path)}</D:href>`).join('');
  const body = xmlDocument('C:calendar-multiget', `<D:prop><D:getetag/><C:calendar-data/></D:prop>${hrefs}`);
  const objects: CalendarObject[] = [];
  const ask = { method: 'REPORT', url: collection, body, headers: { depth: '1' } } as const;
  const { answer } = await askMultistatus(connection, ask, 'collection', (response) => {
    const text = response.properties.get(caldav('calendar-data'))?.text ?? null;
    const status = response.status ?? (text === null ? (response.failure ?? 404) : 200);
    objects.push({ href: response.href, etag: etagOf(response), text, status });
  });
  return { objects, url: answer.url };
}
