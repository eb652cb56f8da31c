import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { parseKeys } from './storage/seal.ts';

/** What each setting may be: functions that read one, and throw ConfigError. */

/** A setting that can't be used: names it and what is expected, never its value. */
export class ConfigError extends Error {
  readonly setting: string;
  constructor(setting: string, expected: string) {
    super(`${setting} must be ${expected}`);
    this.name = 'ConfigError';
    this.setting = setting;
  }
}

/** Reads a setting's text: as given, else its default. */
export type Text = (name: string) => string;

export function whole(text: Text, name: string, least: number, most: number): number {
  const value = Number(text(name));
  if (!/^\d+$/.test(text(name)) || value < least || value > most) {
    throw new ConfigError(name, `a whole number from ${least} to ${most}`);
  }
  return value;
}

export function oneOf<T extends string>(text: Text, name: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text(name));
  if (found === undefined) throw new ConfigError(name, `one of ${allowed.join(', ')}`);
  return found;
}

export function publicUrl(text: string): string | null {
  if (text === '') return null;
  const url = parseUrl(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new ConfigError('PUBLIC_URL', 'an address like https://liaison.example');
  }
  return url.href.replace(/\/+$/, '');
}

/** Null: it is not an address. */
function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

export function databaseUrl(text: string): string | null {
  if (text === '') return null;
  const url = parseUrl(text);
  if (url === null || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    throw new ConfigError('DATABASE_URL', 'an address like postgres://user:password@host:5432/name');
  }
  return text;
}

export function secretKeys(text: string): readonly Buffer[] | null {
  if (text === '') return null;
  const keys = parseKeys(text);
  if (keys === null)
    throw new ConfigError('LIAISON_SECRET_KEY', '32 bytes in base64 (openssl rand -base64 32)');
  return keys;
}

export function hosts(text: string): readonly string[] {
  const names = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((name) => name !== '');
  if (names.some((name) => /[/@]/.test(name))) {
    throw new ConfigError(
      'ALLOWED_PRIVATE_HOSTS',
      'host names or addresses separated by commas, without paths',
    );
  }
  return names;
}

/** Fastify's form: networks as text, separated by commas. */
export function proxies(text: string): string | null {
  const networks = text.split(/[\s,]+/).filter((network) => network !== '');
  if (!networks.every((network) => ipaddr.isValid(network) || ipaddr.isValidCIDR(network))) {
    throw new ConfigError('TRUST_PROXY', 'addresses or networks (10.0.0.0/8) separated by commas');
  }
  return networks.length === 0 ? null : networks.join(',');
}

export function origins(text: string): readonly string[] {
  return text
    .split(/[\s,]+/)
    .filter((address) => address !== '')
    .map((address) => {
      const url = parseUrl(address);
      // A browser names origins without user, path or query; what else stands here is a mistake.
      if (url?.protocol !== 'https:' || url.href !== `${url.origin}/` || !/^[\w.:[\]-]+$/.test(url.host)) {
        throw new ConfigError(
          'PANE_FRAME_ANCESTORS',
          'origins like https://mail.example.com separated by commas',
        );
      }
      return url.origin;
    });
}

export function metricsToken(text: string): string | null {
  if (text === '') return null;
  if (!/^[!-~]{16,}$/.test(text)) {
    throw new ConfigError('METRICS_TOKEN', 'at least 16 visible ASCII characters');
  }
  return text;
}

export function tlsFiles(cert: string, key: string): { readonly cert: string; readonly key: string } | null {
  if (cert === '' && key === '') return null;
  for (const [name, path] of Object.entries({ TLS_CERT: cert, TLS_KEY: key })) {
    if (path === '' || !existsSync(path))
      throw new ConfigError(name, 'an existing file, given together with the other');
  }
  return { cert: resolve(cert), key: resolve(key) };
}

export function notifySmtp(
  url: string,
  from: string,
): { readonly url: string; readonly from: string } | null {
  if (url === '' && from === '') return null;
  if (!['smtp:', 'smtps:'].includes(parseUrl(url)?.protocol ?? ''))
    throw new ConfigError(
      'NOTIFY_SMTP_URL',
      'an address like smtp://user:password@host:587, given together with NOTIFY_FROM',
    );
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(from))
    throw new ConfigError('NOTIFY_FROM', 'an e-mail address, given together with NOTIFY_SMTP_URL');
  return { url, from };
}

export function notifyWebhook(
  url: string,
  secret: string,
): { readonly url: string; readonly secret: string | null } | null {
  if (url === '' && secret === '') return null;
  if (!['https:', 'http:'].includes(parseUrl(url)?.protocol ?? ''))
    throw new ConfigError('NOTIFY_WEBHOOK_URL', 'an address like https://chat.example/hook');
  return { url, secret: secret === '' ? null : secret };
}
