import type { PumpProgress } from '../jobs/progress.ts';
import { NO_LINKS } from '../storage/mailbox-status.ts';
import type { MailboxAccess } from './mailboxes.ts';
import type { Mailboxes } from './mailbox-services.ts';
import { contractProgress } from './mailbox-shape.ts';

/** How soon a mailbox is free after its pump has said that it ended, milliseconds. */
const LETTING_GO = 500;

/** How synchronisation goes, for those who watch. What pumps say of themselves is kept while somebody watches. */
export function mailboxProgress(access: MailboxAccess): Pick<Mailboxes, 'progress' | 'watch'> {
  const latest = new Map<string, PumpProgress>();
  const watchers = new Map<string, number>();
  return {
    async progress(caller, id) {
      const mailbox = await access.visible(caller, id);
      const counts = (await access.status.counts([id])).get(id) ?? NO_LINKS;
      return contractProgress(mailbox, counts, latest.get(id), access.now());
    },
    watch(id, onChange) {
      watchers.set(id, (watchers.get(id) ?? 0) + 1);
      let later: NodeJS.Timeout | undefined;
      const stop = access.progress.subscribe(id, (progress) => {
        latest.set(id, progress);
        onChange();
        clearTimeout(later);
        // A pump says that it ends while it still holds the mailbox.
        if (progress.phase === null) later = setTimeout(onChange, LETTING_GO);
      });
      return () => {
        stop();
        clearTimeout(later);
        const others = (watchers.get(id) ?? 1) - 1;
        if (others > 0) return void watchers.set(id, others);
        watchers.delete(id);
        latest.delete(id);
      };
    },
  };
}
