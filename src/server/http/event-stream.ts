import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from './api.ts';

/** Comment lines keep proxies from closing a quiet stream (milliseconds). */
const HEARTBEAT = 15_000;

/** How long a stream's end may take to arrive (milliseconds). */
const LAST_WORDS = 1_000;

/** Open streams of server-sent events (HTML, 9.2), ended together when the server stops. */
export interface EventStreams {
  /**
   * Answers with a stream. `start` is given how to send an event and returns how to stop; it is called once, after
   * the headers went out. The reply is hijacked: nothing else may be sent.
   */
  open(request: FastifyRequest, reply: FastifyReply, start: (send: SendEvent) => () => void): void;
}

/** Sends one event; `data` goes as JSON. */
export type SendEvent = (event: string, data: unknown) => void;

/** Event streams of an application. */
export function eventStreams(api: Api, heartbeat = HEARTBEAT): EventStreams {
  const ends = new Set<() => void>();
  // Before the server waits for its connections: a stream would never end by itself.
  api.addHook('preClose', (done) => {
    for (const end of ends) end();
    done();
  });
  return {
    open(request, reply, start) {
      reply.hijack();
      const { raw } = reply;
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) raw.setHeader(name, value);
      }
      raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        connection: 'close',
      });
      raw.flushHeaders();
      // A reader that doesn't read is cut off rather than buffered for.
      const write = (text: string) => {
        if (raw.writableLength > 1_000_000) raw.destroy();
        else if (!raw.writableEnded) raw.write(text);
      };
      const stop = start((event, data) => {
        write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      });
      const beat = setInterval(() => {
        write(': \n\n');
      }, heartbeat);
      const end = () => {
        if (!ends.delete(end)) return;
        clearInterval(beat);
        stop();
        raw.end();
        // Who has stopped reading would never let go of the connection.
        setTimeout(() => raw.destroy(), LAST_WORDS).unref();
      };
      ends.add(end);
      raw.on('close', end);
      if (request.raw.destroyed) end();
    },
  };
}
