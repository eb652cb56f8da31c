// https://www.rfc-editor.org/rfc/rfc4791#section-7.9
import type { SandboxResponse } from '../../http/message.ts';
import { childrenOf } from '../../xml/tree.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { eventAt } from '../context.ts';
import type { CallContext } from '../context.ts';
import { multistatus, resourceStatus } from '../multistatus.ts';
import { placeOf } from '../paths.ts';
import { Problem } from '../problem.ts';
import { dav } from '../xml/names.ts';
import { foundResponse } from './found.ts';

/** The events with these addresses; 404 for each that is not there, or not in this calendar. */
export function calendarMultiget(context: CallContext, body: XmlElement): SandboxResponse {
  const respond = foundResponse(context, body);
  const hrefs = childrenOf(body, dav('href')).map((href) => href.text.trim());
  if (hrefs.length === 0) throw new Problem(400, 'A calendar-multiget names its events.');
  return multistatus(
    ...hrefs.map((href) => {
      const event = isHere(context, href) ? eventAt(context, placeOf(href)) : undefined;
      return event === undefined ? resourceStatus(href, 404) : respond(event);
    }),
  );
}

function isHere({ place }: CallContext, href: string): boolean {
  const there = placeOf(href);
  return (
    there.kind === 'event' &&
    (place.kind === 'calendar' || place.kind === 'event') &&
    there.user === place.user &&
    there.slug === place.slug
  );
}
