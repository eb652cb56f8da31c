import type { TObject } from 'typebox';
import {
  AppointmentPage,
  Company,
  CompanyInput,
  CompanyPage,
  CompanyPatch,
  IdPath,
  Matter,
  MatterInput,
  MatterPage,
  MatterPatch,
  Opportunity,
  OpportunityInput,
  OpportunityPage,
  OpportunityPatch,
  PageQuery,
  RecordListQuery,
  Person,
  PersonInput,
  PersonPage,
  PersonPatch,
  type RecordType,
} from '../../../contract/index.ts';
import type { Api } from '../api.ts';
import { callerOfRequest } from '../auth.ts';
import { expectedVersion, sendCreated, sendVersioned } from '../conditional.ts';
import { found } from '../problem.ts';
import type { Appointments, Records, RecordServices } from '../services.ts';
import { answers, Empty, NotModified, problems } from './answers.ts';

/** A type of record as the API has it. */
interface Resource {
  readonly path: string;
  readonly recordType: RecordType;
  readonly schema: TObject;
  readonly page: TObject;
  readonly input: TObject;
  readonly patch: TObject;
}

/** A record in an answer; its own properties are checked by its schema. */
interface Versioned {
  readonly id: string;
  readonly version: string;
}

/** /api/companies, /api/persons, /api/opportunities, /api/matters: alike, so written once. */
export function recordRoutes(api: Api, services: RecordServices): void {
  const { appointments } = services;
  const routes = <T extends Versioned, I, P>(resource: Resource, records: Records<T, I, P>) => {
    readRoutes(api, resource, records);
    writeRoutes(api, resource, records);
    meetingRoutes(api, resource, appointments);
  };
  routes(
    {
      path: '/api/companies',
      recordType: 'company',
      schema: Company,
      page: CompanyPage,
      input: CompanyInput,
      patch: CompanyPatch,
    },
    services.companies,
  );
  routes(
    {
      path: '/api/persons',
      recordType: 'person',
      schema: Person,
      page: PersonPage,
      input: PersonInput,
      patch: PersonPatch,
    },
    services.persons,
  );
  routes(
    {
      path: '/api/opportunities',
      recordType: 'opportunity',
      schema: Opportunity,
      page: OpportunityPage,
      input: OpportunityInput,
      patch: OpportunityPatch,
    },
    services.opportunities,
  );
  routes(
    {
      path: '/api/matters',
      recordType: 'matter',
      schema: Matter,
      page: MatterPage,
      input: MatterInput,
      patch: MatterPatch,
    },
    services.matters,
  );
}

function readRoutes<T extends Versioned, I, P>(
  api: Api,
  resource: Resource,
  records: Records<T, I, P>,
): void {
  const { path, schema, page } = resource;
  const tags = [path.slice('/api/'.length)];
  api.get(
    path,
    { schema: { querystring: RecordListQuery, response: answers(200, page), tags } },
    async (request, reply) =>
      reply.send((await records.list(callerOfRequest(request), request.query)) as never),
  );
  api.get(
    `${path}/:id`,
    { schema: { params: IdPath, response: { ...answers(200, schema), 304: NotModified }, tags } },
    async (request, reply) => {
      const record = found(await records.find(callerOfRequest(request), request.params.id));
      return sendVersioned(request, reply, record);
    },
  );
}

function writeRoutes<T extends Versioned, I, P>(
  api: Api,
  resource: Resource,
  records: Records<T, I, P>,
): void {
  const { path, schema, input, patch } = resource;
  const tags = [path.slice('/api/'.length)];
  api.post(
    path,
    { schema: { body: input, response: answers(201, schema), tags } },
    async (request, reply) => {
      // Checked by the resource's own schema, which belongs to I; the type is lost in the loop over resources.
      const record = await records.create(callerOfRequest(request), request.resourceId, request.body);
      return sendCreated(reply, path, record);
    },
  );
  api.patch(
    `${path}/:id`,
    { schema: { params: IdPath, body: patch, response: answers(200, schema), tags } },
    async (request, reply) => {
      const version = expectedVersion(request);
      const record = await records.update(callerOfRequest(request), request.params.id, version, request.body);
      return sendVersioned(request, reply, record);
    },
  );
  api.delete(
    `${path}/:id`,
    { schema: { params: IdPath, response: { 204: Empty, ...problems }, tags } },
    async (request, reply) => {
      await records.remove(callerOfRequest(request), request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}

/** The meetings of a record. */
function meetingRoutes(api: Api, { path, recordType }: Resource, appointments: Appointments): void {
  const tags = [path.slice('/api/'.length)];
  api.get(
    `${path}/:id/appointments`,
    { schema: { params: IdPath, querystring: PageQuery, response: answers(200, AppointmentPage), tags } },
    async (request, reply) => {
      const record = { recordType, id: request.params.id };
      return reply.send(await appointments.listOf(callerOfRequest(request), record, request.query));
    },
  );
}
