import { useEffect, useRef } from 'react';
import { makeStyles } from '@fluentui/react-components';
import type { ItemLink } from '../../../contract/item.ts';
import { usePane } from '../../app/pane-context.ts';
import { useWords } from '../../language/spoken.ts';
import { Section } from '../../parts/section.tsx';
import { useSessionState } from '../../session/use-session.ts';
import type { ItemWrite } from '../item/writes.ts';
import { LinkRow } from './link-row.tsx';

const useStyles = makeStyles({ list: { listStyleType: 'none', margin: 0, padding: 0 } });

interface LinksSectionProps {
  readonly links: readonly ItemLink[];
  /** What is under way for the item. */
  readonly pending: ItemWrite | null;
  readonly onUnlink: (link: ItemLink) => void;
}

/** The records that the item is linked with; nothing where there are none. */
export function LinksSection({ links, pending, onUnlink }: LinksSectionProps) {
  const styles = useStyles();
  const { links: words } = useWords();
  const { session } = usePane();
  const signedIn = useSessionState(session);
  const list = useShownWhenSaved(links.length, pending);
  if (links.length === 0) return null;
  const leaving = pending?.kind === 'unlink' ? pending.records : [];
  return (
    <Section title={words.title}>
      <ul ref={list} className={styles.list}>
        {links.map((link) => (
          <LinkRow
            key={`${link.recordType}/${link.id}`}
            link={link}
            userId={signedIn.stage === 'signed-in' ? signedIn.user.id : null}
            leaving={leaving.some(({ id }) => id === link.id)}
            disabled={pending !== null}
            onUnlink={() => onUnlink(link)}
          />
        ))}
      </ul>
    </Section>
  );
}

/** Brings the list into view when the user's own save made it longer: the records were ticked further down. */
function useShownWhenSaved(length: number, pending: ItemWrite | null) {
  const list = useRef<HTMLUListElement>(null);
  const saving = useRef<number | null>(null);
  useEffect(() => {
    if (pending?.kind === 'link') saving.current ??= length;
    else if (pending === null && saving.current !== null) {
      if (length > saving.current) list.current?.scrollIntoView({ block: 'nearest' });
      saving.current = null;
    }
  }, [length, pending]);
  return list;
}
