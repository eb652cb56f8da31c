import { Writable } from 'node:stream';
import { pino, type Logger } from 'pino';
import { loggerOptions } from '../../../src/server/http/logger.ts';

/** A logger as the server has it, whose every line is kept. */
export function capturedLog(): { readonly logger: Logger; readonly text: () => string } {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { logger: pino({ ...loggerOptions, level: 'trace' }, stream), text: () => lines.join('') };
}
