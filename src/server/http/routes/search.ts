import { RECORD_TYPES, RecordHits, RecordSearchQuery, type RecordType } from '../../../contract/index.ts';
import type { Api } from '../api.ts';
import { callerOfRequest } from '../auth.ts';
import { ProblemError } from '../problem.ts';
import type { Search } from '../services.ts';
import { answers } from './answers.ts';

/** GET /api/records/search: records of every type by free text. */
export function searchRoutes(api: Api, search: Search): void {
  const schema = { querystring: RecordSearchQuery, response: answers(200, RecordHits), tags: ['records'] };
  api.get('/api/records/search', { schema }, async (request, reply) => {
    const { q, types, limit = 10 } = request.query;
    const wanted = typesOf(types);
    return reply.send(await search(callerOfRequest(request), q, wanted, limit));
  });
}

function typesOf(text: string | undefined): readonly RecordType[] {
  if (text === undefined || text === '') return RECORD_TYPES;
  return text.split(',').map((name) => {
    const type = RECORD_TYPES.find((known) => known === name.trim());
    if (type !== undefined) return type;
    const parameters = { allowed: RECORD_TYPES };
    throw new ProblemError('invalid', { errors: [{ field: 'types', code: 'field-not-one-of', parameters }] });
  });
}
