import type { MailboxContent, OriginalMessage } from '../../../sync/ports.ts';
import { look, type Side } from '../../memory/calls.ts';
import type { MemoryMailboxWorld } from './world.ts';

/** The mails of the world, and the items of its calendars by their ids. An occurrence has no id of its own here. */
export function memoryContent(world: MemoryMailboxWorld, side: Side): MailboxContent {
  const { store, mails } = world;
  const call = { verb: 'read', size: 1 } as const;
  return {
    message: ({ itemId, messageId }, context) =>
      look(side, call, context, () => {
        const named = itemId === null ? undefined : mails.get(itemId);
        if (messageId === null) return named ?? null;
        if (named !== undefined && messageIdOf(named) === messageId) return named;
        const same = [...mails.values()].filter((mail) => messageIdOf(mail) === messageId);
        return same.find(({ draft }) => !draft) ?? same[0] ?? null;
      }),
    meeting: (itemId, context) =>
      look(side, call, context, () => {
        const item = store.live(itemId)?.item;
        const [uid, recurrenceId] = [item?.['uid'], item?.['recurrenceId']];
        if (typeof uid !== 'string') return null;
        return { uid, recurrenceId: typeof recurrenceId === 'string' ? recurrenceId : null };
      }),
  };
}

function messageIdOf({ original }: OriginalMessage): string | null {
  const [header = ''] = Buffer.from(original)
    .toString('latin1')
    .split(/\r?\n\r?\n/, 1);
  return /^message-id:\s*(<[^>]*>)/im.exec(header)?.[1] ?? null;
}
