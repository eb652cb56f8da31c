import type { MailboxSettings } from '../../../contract/index.ts';
import { isEmail } from '../records/draft.ts';

/** Settings as they are being typed: numbers are still text, '' means without limit. */
export interface SettingsDraft {
  readonly paused: boolean;
  readonly direction: MailboxSettings['direction'];
  readonly privacy: MailboxSettings['privacy'];
  readonly scope: MailboxSettings['scope'];
  readonly existingInMailbox: MailboxSettings['existingInMailbox'];
  readonly existingInCrm: MailboxSettings['existingInCrm'];
  /** E-mail addresses, separated by commas. */
  readonly actingFor: string;
  readonly mailPolicy: MailboxSettings['mailPolicy'];
  readonly daysBack: string;
  readonly daysAhead: string;
  readonly intervalSeconds: number;
}

/** Stored settings, ready for typing. */
export function settingsDraft(settings: MailboxSettings): SettingsDraft {
  return {
    paused: settings.paused,
    direction: settings.direction,
    privacy: settings.privacy,
    scope: settings.scope,
    existingInMailbox: settings.existingInMailbox,
    existingInCrm: settings.existingInCrm,
    actingFor: settings.actingFor.join(', '),
    mailPolicy: settings.mailPolicy,
    daysBack: settings.daysBack === null ? '' : String(settings.daysBack),
    daysAhead: settings.daysAhead === null ? '' : String(settings.daysAhead),
    intervalSeconds: settings.intervalSeconds,
  };
}

/** The typed settings, or null while something in them is wrong. */
export function parseSettings(draft: SettingsDraft, stored: MailboxSettings): MailboxSettings | null {
  const daysBack = parseDays(draft.daysBack);
  const daysAhead = parseDays(draft.daysAhead);
  const actingFor = parseAddresses(draft.actingFor);
  if (daysBack === undefined || daysAhead === undefined || actingFor === undefined) return null;
  return { ...stored, ...draft, daysBack, daysAhead, actingFor };
}

/** E-mail addresses as people type them, each once; undefined is wrong. */
export function parseAddresses(text: string): string[] | undefined {
  const entries = text.split(/[,;\s]+/).filter((entry) => entry !== '');
  const addresses = [...new Set(entries.map((entry) => entry.toLowerCase()))];
  return addresses.every(isEmail) ? addresses : undefined;
}

/** A number of days: null is without limit, undefined is wrong. */
export function parseDays(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const days = Number(trimmed);
  return /^\d+$/.test(trimmed) && days <= 36_500 ? days : undefined;
}
