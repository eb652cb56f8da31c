import { Temporal } from 'temporal-polyfill';
import * as contract from '../../../src/contract/index.ts';
import type { Exchange, Route } from './fake-api.ts';
import { changed, expect412, found, page, versioned } from './fake-routes.ts';
import { appointment } from './world.ts';
import type { World } from './world.ts';

const ONE = /^\/api\/appointments\/([^/]+)$/;

/** /api/appointments. */
export const appointmentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/api\/appointments$/,
    answerSchema: contract.AppointmentPage,
    handle: (exchange) => page(exchange.world.appointments, exchange),
  },
  {
    method: 'GET',
    path: /^\/api\/appointments\/occurrences$/,
    answerSchema: contract.Occurrences,
    handle: ({ world, query, user }) => {
      const from = Date.parse(query.get('from') ?? '');
      const to = Date.parse(query.get('to') ?? '');
      const userId = query.get('userId');
      const items = world.appointments
        .filter((each) => userId === null || each.users.includes(userId))
        .flatMap((each) => unfold(each, user.timeZone))
        .filter((each) => Date.parse(each.startsAt) < to && Date.parse(each.endsAt) > from)
        .sort((one, other) => one.startsAt.localeCompare(other.startsAt));
      return { status: 200, body: { items, truncated: false } };
    },
  },
  {
    method: 'GET',
    path: ONE,
    answerSchema: contract.Appointment,
    handle: ({ world, params }) => versioned(found(world.appointments, params[0])),
  },
  {
    method: 'POST',
    path: /^\/api\/appointments$/,
    bodySchema: contract.AppointmentInput,
    answerSchema: contract.Appointment,
    handle: ({ world, user, body }) => {
      const { links = [], ...input } = body as contract.AppointmentInput;
      const { timeZone: _, duration: __, ...fresh } = appointment(user.id, input.title ?? '', input.start);
      const created = {
        ...fresh,
        ...input,
        links: links.map((link) => linked(world, link)),
      };
      world.appointments.push(created);
      return versioned(created, 201);
    },
  },
  {
    method: 'PATCH',
    path: ONE,
    bodySchema: contract.AppointmentPatch,
    answerSchema: contract.Appointment,
    handle: (exchange) => versioned(changed(exchange.world.appointments, exchange, exchange.body as object)),
  },
  {
    method: 'POST',
    path: /^\/api\/appointments\/([^/]+)\/split$/,
    bodySchema: contract.AppointmentSplit,
    answerSchema: contract.Appointment,
    handle: ({ world, params, body, ifMatch }) => {
      const whole = found(world.appointments, params[0]);
      expect412(whole, ifMatch);
      const { recurrenceId, changes = {} } = body as contract.AppointmentSplit;
      const { id, version, createdAt, updatedAt, url } = appointment(whole.ownerId, '', recurrenceId);
      const frame = { id, uid: id, version, createdAt, updatedAt, url };
      const rest = { ...whole, start: recurrenceId, ...changes, ...frame } as contract.Appointment;
      const [rule] = whole.recurrenceRules ?? [];
      const until = Temporal.PlainDateTime.from(recurrenceId).subtract({ days: 1 }).toString().slice(0, 10);
      const ended = { ...rule, frequency: rule?.frequency ?? 'daily', until: `${until}T23:59:59` };
      world.appointments[world.appointments.indexOf(whole)] = { ...whole, recurrenceRules: [ended] };
      world.appointments.push(rest);
      return versioned(rest, 201);
    },
  },
  {
    method: 'DELETE',
    path: ONE,
    handle: ({ world, params, ifMatch }) => {
      const item = found(world.appointments, params[0]);
      expect412(item, ifMatch);
      world.appointments.splice(world.appointments.indexOf(item), 1);
      return { status: 204 };
    },
  },
  { ...linkRoute('PUT'), handle: (exchange) => relink(exchange, true) },
  { ...linkRoute('DELETE'), handle: (exchange) => relink(exchange, false) },
];

function linkRoute(method: string): Omit<Route, 'handle'> {
  return {
    method,
    path: /^\/api\/appointments\/([^/]+)\/links\/([^/]+)\/([^/]+)$/,
    answerSchema: contract.AppointmentLinks,
  };
}

function relink({ world, params: [id, type = '', recordId = ''] }: Exchange, connect: boolean) {
  const item = found(world.appointments, id);
  const ref = { recordType: type as contract.RecordType, id: recordId };
  const others = item.links.filter((link) => link.recordType !== ref.recordType || link.id !== ref.id);
  const links = connect ? [...others, linked(world, ref)] : others;
  world.appointments[world.appointments.indexOf(item)] = { ...item, links };
  return { status: 200, body: { items: links } };
}

function linked(world: World, { recordType, id }: contract.RecordRef): contract.AppointmentLink {
  const all = [...world.companies, ...world.persons, ...world.opportunities, ...world.matters];
  return {
    recordType,
    id,
    title: found(all, id).name,
    linkedBy: null,
    linkedAt: new Date().toISOString(),
    rule: null,
  };
}

/** Single meetings, and daily and weekly series without further conditions, at most 60 dates. */
function unfold(item: contract.Appointment, reader: string): readonly contract.Occurrence[] {
  const [rule] = item.recurrenceRules ?? [];
  if (rule === undefined) return [occurrence(item, null, {}, reader)];
  const days = (rule.frequency === 'weekly' ? 7 : 1) * (rule.interval ?? 1);
  const start = Temporal.PlainDateTime.from(item.start);
  const starts = Array.from({ length: Math.min(rule.count ?? 60, 60) }, (_, step) =>
    start.add({ days: step * days }).toString({ smallestUnit: 'second' }),
  ).filter((at) => rule.until === undefined || at <= rule.until);
  return starts
    .filter((at) => item.recurrenceOverrides?.[at]?.['excluded'] !== true)
    .map((at) => occurrence(item, at, item.recurrenceOverrides?.[at] ?? {}, reader));
}

function occurrence(
  item: contract.Appointment,
  at: string | null,
  override: Readonly<Record<string, unknown>>,
  reader: string,
): contract.Occurrence {
  const own = { ...item, ...(at === null ? {} : { start: at }), ...override };
  const allDay = own.showWithoutTime === true;
  const zone = allDay ? reader : (own.timeZone ?? reader);
  const starts = Temporal.PlainDateTime.from(own.start).toZonedDateTime(zone);
  return {
    appointmentId: item.id,
    recurrenceId: at,
    title: own.title ?? '',
    start: own.start,
    timeZone: allDay ? null : (own.timeZone ?? null),
    startsAt: starts.toInstant().toString(),
    endsAt: starts
      .add(Temporal.Duration.from(own.duration ?? 'PT0S'))
      .toInstant()
      .toString(),
    showWithoutTime: allDay,
    location: own.locations?.['1']?.name ?? '',
    status: own.status ?? 'confirmed',
    exception: Object.keys(override).length > 0,
    users: item.users,
    synchronisation: item.synchronisation,
    ...(item.privacy === undefined ? {} : { privacy: item.privacy }),
  };
}
