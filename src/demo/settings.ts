import type { Setting } from '../server/config.ts';
import { ConfigError } from '../server/config.ts';

/** Settings of the demo alone, besides the server's. */
export const DEMO_SETTINGS: readonly Setting[] = [
  {
    name: 'SANDBOX_PORT',
    default: '8480',
    meaning: 'Port of the sandbox groupware (http, this machine only)',
  },
];

/** The port of the sandbox. It must stay the same: connected mailboxes remember it. Throws ConfigError. */
export function readSandboxPort(environment: Readonly<Record<string, string | undefined>>): number {
  const given = environment['SANDBOX_PORT']?.trim() ?? '';
  const port = Number(given === '' ? '8480' : given);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ConfigError('SANDBOX_PORT', 'a port from 0 to 65535');
  return port;
}
