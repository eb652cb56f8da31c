// https://www.rfc-editor.org/rfc/rfc4918#section-9.1
import type { SandboxResponse } from '../../http/message.ts';
import { child, isNamed } from '../../xml/tree.ts';
import type { XmlElement, XmlName } from '../../xml/tree.ts';
import { calendarAt, eventAt, notFound } from '../context.ts';
import type { CallContext } from '../context.ts';
import type { DeadProperties } from '../dead-properties.ts';
import { multistatus, propertyResponse, propstat, resourceStatus } from '../multistatus.ts';
import { hrefOf, INBOX, OUTBOX } from '../paths.ts';
import type { Place } from '../paths.ts';
import { Problem } from '../problem.ts';
import { calendarProperties } from '../properties/calendar-properties.ts';
import { eventProperties } from '../properties/event-properties.ts';
import {
  homeProperties,
  principalProperties,
  rootProperties,
  schedulingProperties,
} from '../properties/principal-properties.ts';
import type { PropertyTable } from '../properties/table.ts';
import { bodyXml, depthOf, prefersMinimal } from '../request.ts';
import { troubleCalendar, troubledListing } from '../troubles.ts';
import { dav } from '../xml/names.ts';
import { element } from '../xml/write.ts';
import type { Xml } from '../xml/write.ts';

type Somewhere = Exclude<Place, { kind: 'nowhere' }>;

/** What DAV:allprop returns (RFC 4918, 9.1; RFC 4791, 5.2 wants calendar properties left out). */
const ALLPROP = ['resourcetype', 'displayname', 'getetag', 'getcontenttype', 'getcontentlength'].map(dav);

/** Answers PROPFIND with Depth 0 or 1. */
export function propfind(context: CallContext, dead: DeadProperties): SandboxResponse {
  const { request, place } = context;
  if (place.kind === 'nowhere') throw notFound();
  const depth = depthOf(request, 'infinity');
  if (depth === 'infinity') {
    throw new Problem(403, 'Ask with Depth 0 or 1.', dav('propfind-finite-depth'));
  }
  const wanted = request.body.length === 0 ? null : bodyXml(request, dav('propfind'));
  if (place.kind === 'calendar' && !isScheduling(context, place))
    troubleCalendar(context, calendarAt(context).id);
  const inside = depth === '1' ? childrenOf(context, place) : { items: [], told: false };
  const answer = (at: Somewhere): Xml =>
    describe(hrefOf(at), tableOf(context, at, dead), wanted, prefersMinimal(request));
  const rest = inside.told ? [resourceStatus(hrefOf(place), 507)] : [];
  return multistatus(answer(place), ...inside.items.map(answer), ...rest);
}

function describe(href: string, table: PropertyTable, wanted: XmlElement | null, minimal: boolean): Xml {
  if (wanted !== null && child(wanted, dav('propname')) !== undefined) {
    const names = table.names.map((name) => element(name));
    return element(dav('response'), element(dav('href'), href), propstat(200, names));
  }
  const prop = wanted === null ? undefined : child(wanted, dav('prop'));
  if (prop !== undefined) return propertyResponse(href, prop.children, table.source, minimal);
  if (wanted !== null && !wanted.children.some((one) => isNamed(one, dav('allprop')))) {
    throw new Problem(400, 'A propfind asks for prop, allprop or propname.');
  }
  const included = wanted === null ? [] : (child(wanted, dav('include'))?.children ?? []);
  const names: readonly XmlName[] = [...ALLPROP, ...included];
  return propertyResponse(
    href,
    names.filter((name) => table.source(name) !== null),
    table.source,
    minimal,
  );
}

function tableOf(context: CallContext, place: Somewhere, dead: DeadProperties): PropertyTable {
  switch (place.kind) {
    case 'root':
    case 'principals':
      return rootProperties(context);
    case 'principal':
      if (place.user !== context.user.name) throw notFound();
      return principalProperties(context);
    case 'home':
      return homeProperties(context);
    case 'calendar':
      if (isScheduling(context, place)) return schedulingProperties(context, place.slug);
      return calendarProperties(context, calendarAt(context, place), dead);
    case 'event': {
      const event = eventAt(context, place);
      if (event === undefined) throw notFound();
      return eventProperties(context, event, null);
    }
  }
}

function childrenOf(
  context: CallContext,
  place: Somewhere,
): { readonly items: readonly Somewhere[]; readonly told: boolean } {
  const user = context.user.name;
  const inHome = (slug: string): Somewhere => ({ kind: 'calendar', user, slug });
  const all = (items: readonly Somewhere[]) => ({ items, told: false });
  if (place.kind === 'principals') return all([{ kind: 'principal', user }]);
  if (place.kind === 'home') {
    const scheduling = context.options.scheduling === 'implicit' ? [INBOX, OUTBOX] : [];
    return all([...scheduling, ...context.groupware.calendars.of(user).map(({ slug }) => slug)].map(inHome));
  }
  if (place.kind !== 'calendar' || isScheduling(context, place)) return all([]);
  const { slug } = place;
  const names = context.groupware.events.in(calendarAt(context).id).map(({ name }) => name);
  const { items, told } = troubledListing(context, names);
  return { items: items.map((name): Somewhere => ({ kind: 'event', user, slug, name })), told };
}

function isScheduling({ options, groupware }: CallContext, place: Place): boolean {
  if (options.scheduling === 'off' || place.kind !== 'calendar') return false;
  const { user, slug } = place;
  return (slug === INBOX || slug === OUTBOX) && groupware.calendars.find(user, slug) === undefined;
}
