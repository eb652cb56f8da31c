import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_MEDIA_TYPE, sentence, type Problem } from '../../contract/index.ts';
import { fieldProblems } from './field-problems.ts';
import { languageOf } from './language.ts';
import { ProblemError } from './problem.ts';

/** Turns whatever a request ended with into a problem document. Causes go to the log, never into the answer. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error);
  if (problem.status >= 500)
    request.log.error({ err: loggable(error), code: problem.code }, 'request failed');
  else request.log.info({ code: problem.code }, 'request refused');
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .type(PROBLEM_MEDIA_TYPE)
    .send(document(problem, request));
}

function document(problem: ProblemError, request: FastifyRequest): Problem {
  const language = languageOf(request);
  const errors = problem.errors?.map(({ field, code, parameters }) => {
    return { field, code, detail: sentence(language, code, parameters) };
  });
  return {
    type: 'about:blank',
    title: STATUS_CODES[problem.status] ?? '',
    status: problem.status,
    detail: sentence(language, problem.code, problem.parameters),
    code: problem.code,
    parameters: { ...problem.parameters },
    requestId: request.id,
    ...(errors === undefined ? {} : { errors }),
  };
}

function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const known = error as Partial<FastifyError>;
  if (known.validation !== undefined) {
    const errors = fieldProblems(known.validation, known.validationContext);
    return new ProblemError('invalid', { errors });
  }
  switch (known.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ProblemError('body-too-large');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ProblemError('unsupported-media-type');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new ProblemError('malformed-body');
  }
  if (isConnectionFailure(known.code))
    return new ProblemError('unavailable', { headers: { 'retry-after': '5' } });
  // What the parsers of body and address throw carries a 4xx and a message about the request only.
  if (known.statusCode === 400) return new ProblemError('malformed-body');
  return new ProblemError('internal-error', { cause: error });
}

/** Codes of node-postgres and PostgreSQL (class 08, 57P0x) that mean "not reachable now". */
function isConnectionFailure(code: string | undefined): boolean {
  if (code === undefined) return false;
  return code.startsWith('08') || code.startsWith('57P0') || code === 'ECONNREFUSED' || code === 'ECONNRESET';
}

/** Kysely and pg put statements and values into errors' properties; only name, message and stack are logged. */
function loggable(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: 'not an Error' };
  const cause = error.cause === undefined ? {} : { cause: loggable(error.cause) };
  return { type: error.name, message: error.message, stack: error.stack, ...cause };
}
