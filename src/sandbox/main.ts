import type { CaldavOptions } from './caldav/context.ts';
import { caldavFace } from './caldav/face.ts';
import { systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import type { EwsOptions } from './ews/context.ts';
import { EWS_PATH, ewsFace } from './ews/face.ts';
import { noFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { createGroupware } from './groupware/groupware.ts';
import type { Groupware } from './groupware/groupware.ts';
import type { FolderRole } from './groupware/mail/model.ts';
import type { User } from './groupware/model.ts';
import type { RequestRecord, SeenExchange } from './http/message.ts';
import { serve } from './http/server.ts';
import { outboxPage } from './outbox-page.ts';
import { outlookFace } from './outlook-web/face.ts';
import { startOutlookWeb } from './outlook-web/origins.ts';
import type { OutlookWeb, OutlookWebOptions } from './outlook-web/origins.ts';
import { freshState, stateFile } from './state-file.ts';

export { settableClock } from './clock.ts';
export type { Clock, SettableClock } from './clock.ts';
export type { Fault, FaultRule, Faults } from './faults.ts';
export type { SeenExchange } from './http/message.ts';
export type { OutlookWeb } from './outlook-web/origins.ts';
export type { Groupware } from './groupware/groupware.ts';
export type { FolderRole } from './groupware/mail/model.ts';
export type { Calendar, EventCopy, User } from './groupware/model.ts';
export type { Mail } from './groupware/outbox.ts';

/** A calendar to begin with, and what is in it. */
export interface SeedCalendar {
  readonly slug: string;
  readonly name: string;
  /** CSS hex colour. */
  readonly color?: string;
  readonly readOnly?: boolean;
  /** iCalendar texts. Nobody is mailed about them. */
  readonly events?: readonly string[];
}

/** A mail to begin with. It was never sent: it lies there. */
export interface SeedMail {
  /** Default the inbox. */
  readonly folder?: FolderRole;
  /** RFC 5322, in UTF-8. */
  readonly text: string;
  readonly read?: boolean;
  readonly draft?: boolean;
  /** Epoch milliseconds; default now. */
  readonly receivedAt?: number;
}

/** A user to begin with. Without calendars: one called `calendar`. */
export interface SeedUser extends User {
  readonly calendars?: readonly SeedCalendar[];
  readonly mails?: readonly SeedMail[];
}

/** How to start a sandbox. */
export interface SandboxOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free one. */
  readonly port?: number;
  readonly users: readonly SeedUser[];
  /** Default the machine's. */
  readonly clock?: Clock;
  readonly caldav?: Partial<CaldavOptions>;
  readonly ews?: Partial<EwsOptions>;
  /** A page that plays Outlook on the web, on ports of its own. Default none. */
  readonly outlookWeb?: OutlookWebOptions;
  /**
   * File in which calendars and mails are kept between starts; users are always those given, and their calendars and
   * mail folders are filled on the first start only. Default: everything is forgotten.
   */
  readonly stateFile?: string;
  /** Is told of every answer before faults spoil it, for tests that look at the wire. */
  readonly observe?: (seen: SeenExchange) => void;
}

/** A running sandbox. */
export interface Sandbox {
  /** `http://host:port`. */
  readonly url: string;
  /** Where the CalDAV face lives; found from `url` by discovery too. */
  readonly caldavUrl: string;
  /** Where Exchange Web Services live; found from a mail address by Autodiscover at `url` too. */
  readonly ewsUrl: string;
  /** Null unless it was asked for. */
  readonly outlookWeb: Pick<OutlookWeb, 'url' | 'addInUrl' | 'requests'> | null;
  readonly groupware: Groupware;
  readonly faults: Faults;
  /**
   * Opens the page later, when the add-in's server is there. Whoever opens it stops it, before the sandbox. Rejects as
   * `startOutlookWeb` does.
   */
  openOutlookWeb(options: OutlookWebOptions): Promise<OutlookWeb>;
  /** What was asked over HTTP, oldest first. */
  requests(): readonly RequestRecord[];
  forgetRequests(): void;
  /** Ends every connection and writes the state down. */
  stop(): Promise<void>;
}

const MEGABYTE = 1024 * 1024;

/** Starts a groupware with its faces on one port. Rejects when the port cannot be had or an event cannot be read. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const file = options.stateFile === undefined ? null : stateFile(options.stateFile);
  const clock = options.clock ?? systemClock();
  const groupware = createGroupware(clock, file?.kept ?? freshState(clock));
  for (const user of options.users) seed(groupware, user, file?.kept == null);
  const faults = noFaults();
  const ews: EwsOptions = {
    maxRequestSize: 10 * MEGABYTE,
    heartbeatMs: 30_000,
    timeZone: 'W. Europe Standard Time',
    ...options.ews,
  };
  const caldav: CaldavOptions = { scheduling: 'off', maxResourceSize: 10 * MEGABYTE, ...options.caldav };
  const maxBodyBytes = Math.max(caldav.maxResourceSize, ews.maxRequestSize, MEGABYTE);
  const server = await serve({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    faces: [outboxPage(groupware), ewsFace(groupware, faults, ews), caldavFace(groupware, faults, caldav)],
    faults,
    ...(options.observe === undefined ? {} : { observe: options.observe }),
    maxBodyBytes,
  });
  const openOutlookWeb = (wanted: OutlookWebOptions): Promise<OutlookWeb> =>
    startOutlookWeb(wanted, { faces: [outlookFace(groupware, ews.timeZone)], faults, maxBodyBytes });
  const outlookWeb =
    options.outlookWeb === undefined
      ? null
      : await openOutlookWeb(options.outlookWeb).catch(async (error: unknown) => {
          await server.stop();
          throw error;
        });
  const end = file?.watch(groupware);
  const stop = async (): Promise<void> => {
    await Promise.all([server.stop(), outlookWeb?.stop()]);
    end?.();
  };
  const caldavUrl = `${server.url}/caldav/`;
  return {
    ...server,
    caldavUrl,
    ewsUrl: server.url + EWS_PATH,
    outlookWeb,
    openOutlookWeb,
    groupware,
    faults,
    stop,
  };
}

function seed(groupware: Groupware, { calendars, mails = [], ...user }: SeedUser, first: boolean): void {
  groupware.users.add(user);
  if (!first) return;
  for (const { folder = 'inbox', text, ...mail } of mails) {
    const folderId = groupware.folders.withRole(user.name, folder).id;
    groupware.messages.add({ ...mail, folderId, text: Buffer.from(text).toString('latin1') });
  }
  for (const { events = [], ...calendar } of calendars ?? [{ slug: 'calendar', name: 'Calendar' }]) {
    const { readOnly = false, ...rest } = calendar;
    const { id } = groupware.calendars.add({ ...rest, owner: user.name });
    for (const [index, text] of events.entries()) {
      groupware.events.save({ calendarId: id, name: `${String(index + 1)}.ics`, text, schedule: false });
    }
    groupware.calendars.change(id, { readOnly });
  }
}
