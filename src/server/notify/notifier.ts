import type { Kysely } from 'kysely';
import type { Language } from '../../contract/user.ts';
import { asOnlyTeller, dueNotices, markDone, markTold, noteCauses, type Notice } from '../storage/notices.ts';
import type { Database } from '../storage/tables.ts';
import { digest, type Recipient } from './digest.ts';
import type { SendMail } from './mail.ts';
import type { PostNotices } from './webhook.ts';

/** What people are told with; at least one of both. */
export interface NotifierOptions {
  readonly db: Kysely<Database>;
  readonly mail: SendMail | null;
  readonly post: PostNotices | null;
  readonly mailboxUrl: (mailboxId: string) => string;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
  /** Milliseconds between two looks; default a minute. */
  readonly everyMs?: number;
}

/** Tells owners and administrators of trouble, once per cause. */
export interface Notifier {
  /** Looks now; resolves when everybody was told who could be. */
  look(): Promise<void>;
  /** Ends when a look under way has ended. */
  stop(): Promise<void>;
}

const MINUTE = 60_000;
/** Trouble seldom comes alone: what follows a mail waits so long and comes in one. So does what could not be told. */
const REST = 15 * MINUTE;
/** The name of the webhook among those who were told. */
const WEBHOOK = 'webhook';

/**
 * Starts it. Any number of processes may: one of them looks at a time. Who could not be told is told at a later look; one
 * who was told just as the process died is told twice rather than never.
 */
export function startNotifier(options: NotifierOptions): Notifier {
  const rest = new Map<string, number>();
  let running: Promise<void> | null = null;
  const look = (): Promise<void> => {
    running ??= asOnlyTeller(options.db, (db) => tell({ ...options, db }, rest))
      .catch(options.onError)
      .finally(() => {
        running = null;
      });
    return running;
  };
  const timer = setInterval(() => void look(), options.everyMs ?? MINUTE);
  timer.unref();
  return {
    look,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** `rest`: when somebody was told last, or could not be. */
async function tell(options: NotifierOptions, rest: Map<string, number>): Promise<void> {
  const { db, mail, post, now, mailboxUrl } = options;
  await noteCauses(db, now());
  const notices = await dueNotices(db, now());
  if (notices.length === 0) return;
  const left = new Set<Notice>();
  const attempt = async (who: string, of: readonly Notice[], work: () => Promise<void>): Promise<void> => {
    if (of.length === 0) return;
    const at = now().getTime();
    const resting = at - (rest.get(who) ?? -Infinity) < REST;
    try {
      if (!resting) {
        rest.set(who, at);
        await work();
        await markTold(db, of, who);
        return;
      }
    } catch (error) {
      options.onError(error);
    }
    for (const notice of of) left.add(notice);
  };
  const untold = (who: string) => notices.filter(({ told }) => !told.includes(who));
  if (post !== null) await attempt(WEBHOOK, untold(WEBHOOK), () => post(untold(WEBHOOK)));
  for (const reader of mail === null ? [] : await readersOf(db, notices)) {
    const of = untold(reader.id).filter(({ ownerId }) => reader.administrator || ownerId === reader.id);
    await attempt(reader.id, of, async () => mail?.(reader, digest(of, reader, mailboxUrl)));
  }
  const done = notices.filter((notice) => !left.has(notice));
  if (done.length > 0) await markDone(db, done);
}

interface Reader extends Recipient {
  readonly administrator: boolean;
}

/** The owners of these mailboxes and all administrators who may sign in and have an address. */
async function readersOf(db: Kysely<Database>, notices: readonly Notice[]): Promise<readonly Reader[]> {
  const owners = [...new Set(notices.map(({ ownerId }) => ownerId))];
  const rows = await db
    .selectFrom('users')
    .select(['id', 'display_name', 'email', 'locale', 'time_zone', 'role'])
    .where('active', '=', true)
    .where('email', 'is not', null)
    .where((where) => where.or([where('role', '=', 'admin'), where('id', 'in', owners)]))
    .orderBy('id')
    .execute();
  return rows.flatMap((row) =>
    row.email === null
      ? []
      : {
          id: row.id,
          displayName: row.display_name,
          email: row.email,
          language: languageOf(row.locale),
          timeZone: row.time_zone,
          administrator: row.role === 'admin',
        },
  );
}

function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith('de') ? 'de' : 'en';
}
