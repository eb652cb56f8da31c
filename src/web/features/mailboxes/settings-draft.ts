import type { MailboxSettings } from '../../../contract/index.ts';

/** Settings as they are being typed: numbers are still text, '' means without limit. */
export interface SettingsDraft {
  readonly direction: MailboxSettings['direction'];
  readonly privacy: MailboxSettings['privacy'];
  readonly scope: MailboxSettings['scope'];
  readonly mailPolicy: MailboxSettings['mailPolicy'];
  readonly daysBack: string;
  readonly daysAhead: string;
  readonly intervalSeconds: number;
}

/** Stored settings, ready for typing. */
export function settingsDraft(settings: MailboxSettings): SettingsDraft {
  return {
    direction: settings.direction,
    privacy: settings.privacy,
    scope: settings.scope,
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
  if (daysBack === undefined || daysAhead === undefined) return null;
  return { ...stored, ...draft, daysBack, daysAhead };
}

/** A number of days: null is without limit, undefined is wrong. */
export function parseDays(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const days = Number(trimmed);
  return /^\d+$/.test(trimmed) && days <= 36_500 ? days : undefined;
}
