import {
  Appointment,
  AppointmentInput,
  AppointmentLinkPath,
  AppointmentLinks,
  AppointmentPage,
  AppointmentPatch,
  AppointmentQuery,
  AppointmentSplit,
  ConflictPage,
  IdPath,
  OccurrenceQuery,
  Occurrences,
  PageQuery,
} from '../../../contract/index.ts';
import type { Api } from '../api.ts';
import { callerOfRequest } from '../auth.ts';
import { expectedVersion, sendCreated, sendVersioned } from '../conditional.ts';
import { found, ProblemError } from '../problem.ts';
import type { Appointments } from '../services.ts';
import { answers, Empty, NotModified, problems } from './answers.ts';

const tags = ['appointments'];
const DAY = 86_400_000;
/** The longest range that occurrences are worked out for, in days. */
const LONGEST_RANGE = 400;

/** /api/appointments: meetings, a whole series being one. */
export function appointmentRoutes(api: Api, appointments: Appointments): void {
  readRoutes(api, appointments);
  writeRoutes(api, appointments);
  linkRoutes(api, appointments);
  conflictRoutes(api, appointments);
}

function readRoutes(api: Api, appointments: Appointments): void {
  api.get(
    '/api/appointments',
    { schema: { querystring: AppointmentQuery, response: answers(200, AppointmentPage), tags } },
    async (request, reply) => {
      const { from, to } = request.query;
      if (from !== undefined && to !== undefined) checkRange(from, to, null);
      return reply.send(await appointments.list(callerOfRequest(request), request.query));
    },
  );
  api.get(
    '/api/appointments/occurrences',
    { schema: { querystring: OccurrenceQuery, response: answers(200, Occurrences), tags } },
    async (request, reply) => {
      const { from, to, userId = null, limit = 1000 } = request.query;
      checkRange(from, to, LONGEST_RANGE);
      const range = { from: new Date(from), to: new Date(to), userId, limit };
      return reply.send(await appointments.occurrences(callerOfRequest(request), range));
    },
  );
  api.get(
    '/api/appointments/:id',
    { schema: { params: IdPath, response: { ...answers(200, Appointment), 304: NotModified }, tags } },
    async (request, reply) =>
      sendVersioned(
        request,
        reply,
        found(await appointments.find(callerOfRequest(request), request.params.id)),
      ),
  );
}

function conflictRoutes(api: Api, appointments: Appointments): void {
  api.get(
    '/api/appointments/:id/conflicts',
    { schema: { params: IdPath, querystring: PageQuery, response: answers(200, ConflictPage), tags } },
    async (request, reply) =>
      reply.send(await appointments.conflicts(callerOfRequest(request), request.params.id, request.query)),
  );
}

function writeRoutes(api: Api, appointments: Appointments): void {
  api.post(
    '/api/appointments',
    { schema: { body: AppointmentInput, response: answers(201, Appointment), tags } },
    async (request, reply) => {
      const created = await appointments.create(callerOfRequest(request), request.resourceId, request.body);
      return sendCreated(reply, '/api/appointments', created);
    },
  );
  api.patch(
    '/api/appointments/:id',
    { schema: { params: IdPath, body: AppointmentPatch, response: answers(200, Appointment), tags } },
    async (request, reply) => {
      const { id } = request.params;
      const version = expectedVersion(request);
      return sendVersioned(
        request,
        reply,
        await appointments.update(callerOfRequest(request), id, version, request.body),
      );
    },
  );
  api.post(
    '/api/appointments/:id/split',
    { schema: { params: IdPath, body: AppointmentSplit, response: answers(201, Appointment), tags } },
    async (request, reply) => {
      const { params, resourceId, body } = request;
      const version = expectedVersion(request);
      const created = await appointments.split(
        callerOfRequest(request),
        params.id,
        resourceId,
        version,
        body,
      );
      return sendCreated(reply, '/api/appointments', created);
    },
  );
  api.delete(
    '/api/appointments/:id',
    { schema: { params: IdPath, response: { 204: Empty, ...problems }, tags } },
    async (request, reply) => {
      await appointments.remove(callerOfRequest(request), request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}

function linkRoutes(api: Api, appointments: Appointments): void {
  api.get(
    '/api/appointments/:id/links',
    { schema: { params: IdPath, response: answers(200, AppointmentLinks), tags } },
    async (request, reply) =>
      reply.send(await appointments.links(callerOfRequest(request), request.params.id)),
  );
  const schema = { params: AppointmentLinkPath, response: answers(200, AppointmentLinks), tags };
  api.put('/api/appointments/:id/links/:recordType/:recordId', { schema }, async (request, reply) => {
    const { id, recordType, recordId } = request.params;
    return reply.send(await appointments.link(callerOfRequest(request), id, { recordType, id: recordId }));
  });
  api.delete('/api/appointments/:id/links/:recordType/:recordId', { schema }, async (request, reply) => {
    const { id, recordType, recordId } = request.params;
    return reply.send(await appointments.unlink(callerOfRequest(request), id, { recordType, id: recordId }));
  });
}

function checkRange(from: string, to: string, longest: number | null): void {
  const length = Date.parse(to) - Date.parse(from);
  if (!(length > 0)) throw new ProblemError('range-malformed');
  if (longest !== null && length > longest * DAY) {
    throw new ProblemError('range-too-long', { parameters: { days: longest } });
  }
}
