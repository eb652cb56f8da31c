import type { Setting } from '../server/config.ts';
import { ConfigError } from '../server/config.ts';

/** Where the sandbox listens: all on this machine only. */
export interface DemoPorts {
  /** The groupware, http. It must stay the same: connected mailboxes remember it. */
  readonly sandbox: number;
  /** Outlook's page and the add-in in it, https. */
  readonly outlook: number;
  readonly addIn: number;
}

/** Settings of the demo alone, besides the server's. */
export const DEMO_SETTINGS: readonly Setting[] = [
  {
    name: 'SANDBOX_PORT',
    default: '8480',
    meaning: 'Port of the sandbox groupware (http, this machine only)',
  },
  {
    name: 'SANDBOX_OUTLOOK_PORT',
    default: '8481',
    meaning: "Port of the sandbox's Outlook (https, this machine only)",
  },
  {
    name: 'SANDBOX_ADDIN_PORT',
    default: '8482',
    meaning: "Port of the add-in in the sandbox's Outlook (https, this machine only)",
  },
];

/** The demo's ports. Throws ConfigError. */
export function readDemoPorts(environment: Readonly<Record<string, string | undefined>>): DemoPorts {
  const read = (name: string): number => {
    const fallback = DEMO_SETTINGS.find((setting) => setting.name === name)?.default ?? '';
    const given = environment[name]?.trim() ?? '';
    const port = Number(given === '' ? fallback : given);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new ConfigError(name, 'a port from 0 to 65535');
    return port;
  };
  return {
    sandbox: read('SANDBOX_PORT'),
    outlook: read('SANDBOX_OUTLOOK_PORT'),
    addIn: read('SANDBOX_ADDIN_PORT'),
  };
}
