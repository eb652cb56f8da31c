import type { Api } from './api.ts';

/**
 * One line per answered request: what was asked by pattern, never by address, since addresses hold search texts and
 * bodies hold everything else.
 */
export function requestLog(api: Api): void {
  api.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        userId: request.caller?.id ?? null,
      },
      'request',
    );
    done();
  });
}
