import { stdSerializers, type LoggerOptions } from 'pino';

/**
 * How the server logs. Nothing that holds a secret is logged on purpose; what gets in by accident (an object logged as a
 * whole) loses its secrets here. Addresses of requests are not logged: they hold search texts.
 */
export const loggerOptions: LoggerOptions = {
  base: null,
  redact: {
    paths: [
      'password',
      'newPassword',
      'currentPassword',
      'token',
      'secret',
      'authorization',
      'cookie',
    ].flatMap((name) => [name, `*.${name}`, `*.headers.${name}`, `*.*.${name}`]),
    censor: '(not shown)',
  },
  serializers: {
    err: stdSerializers.err,
    req: ({ id, method }: { id?: unknown; method?: unknown }) => ({ id, method }),
    res: ({ statusCode }: { statusCode?: unknown }) => ({ statusCode }),
  },
};
