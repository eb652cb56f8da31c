import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Thrown (also inside a connection attempt) when a URL leads into the server's own network. */
export class EgressRefused extends Error {
  readonly host: string;
  constructor(host: string) {
    super(`Connections to ${host} are not allowed`);
    this.name = 'EgressRefused';
    this.host = host;
  }
}

/** Decides which addresses may be connected to. */
export interface EgressGuard {
  /** Throws EgressRefused for a URL whose host is a forbidden literal address. Names are checked when resolved. */
  check(url: URL): void;
  /** For sockets to one URL: resolves a name and hands out allowed addresses only, so that what was checked is what is connected to. */
  lookupFor(host: string, port: string): LookupFunction;
}

/**
 * Refuses every address that is not public unicast (private, loopback, link-local, cloud metadata, carrier NAT,
 * multicast, reserved; IPv4 inside IPv6 too) unless the administrator allowed its `host` or `host:port`.
 */
export function createEgressGuard(allowedPrivateHosts: readonly string[]): EgressGuard {
  const allowed = new Set(allowedPrivateHosts.map((host) => host.trim().toLowerCase()));
  const isAllowed = (host: string, port: string): boolean => {
    const name = host.toLowerCase();
    const bare = unbracketed(name);
    return [name, bare, `${name}:${port}`, `${bare}:${port}`].some((entry) => allowed.has(entry));
  };
  return {
    check(url) {
      const host = unbracketed(url.hostname);
      if (ipaddr.isValid(host) && !isPublicAddress(host) && !isAllowed(url.hostname, portOf(url)))
        throw new EgressRefused(url.hostname);
    },
    lookupFor(host, port) {
      const trusted = isAllowed(host, port);
      return (name, options, callback) => {
        lookup(name, { ...options, all: true }, (error, addresses) => {
          const usable =
            error === null ? addresses.filter((entry) => trusted || isPublicAddress(entry.address)) : [];
          const [first] = usable;
          if (first === undefined) callback(error ?? new EgressRefused(name), '', 4);
          else if (options.all === true) callback(null, usable);
          else callback(null, first.address, first.family);
        });
      };
    },
  };
}

/** Whether an address (text) is one that the whole Internet means. */
export function isPublicAddress(address: string): boolean {
  try {
    const parsed = ipaddr.process(address.replace(/%.*$/, ''));
    // The ranges that carry an IPv4 address (mapped, NAT64, 6to4, Teredo) have names of their own.
    return parsed.range() === 'unicast';
  } catch {
    return false;
  }
}

/** The port of a URL, its scheme's when it names none. */
export function portOf(url: URL): string {
  return url.port === '' ? (url.protocol === 'http:' ? '80' : '443') : url.port;
}

function unbracketed(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}
