import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { LinkDismissRegular } from '@fluentui/react-icons';
import type { ItemLink } from '../../../contract/item.ts';
import { useSpoken } from '../../language/spoken.ts';
import { useSentence } from '../../language/use-sentence.ts';
import { useSubtitle } from '../../language/use-subtitle.ts';
import { OpenInCrm } from '../../parts/open-in-crm.tsx';
import { RecordIcon } from '../../parts/record-icon.tsx';
import { useNow } from '../../parts/use-now.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0`,
  },
  leaving: { opacity: 0.5 },
  body: { flex: 1, minWidth: 0 },
  title: { fontWeight: tokens.fontWeightSemibold },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  pending: { fontStyle: 'italic' },
});

interface LinkRowProps {
  readonly link: ItemLink;
  /** The user's own id; null while nobody is signed in. */
  readonly userId: string | null;
  /** Being taken away. */
  readonly leaving: boolean;
  readonly disabled: boolean;
  readonly onUnlink: () => void;
}

/** A record that the item is linked with: by whom, when and why, its page, and how to take the link away. */
export function LinkRow({ link, userId, leaving, disabled, onUnlink }: LinkRowProps) {
  const styles = useStyles();
  const { words } = useSpoken();
  const origin = useOrigin(link, userId);
  const subtitle = useSubtitle()(link);
  const title = link.title || words.common.untitled;
  return (
    <li className={mergeClasses(styles.row, leaving && styles.leaving)}>
      <RecordIcon type={link.recordType} />
      <div className={styles.body}>
        <div className={styles.title}>{title}</div>
        <div className={styles.line}>
          {subtitle !== '' && <span>{subtitle}</span>}
          <OpenInCrm record={link} />
        </div>
        <div className={mergeClasses(styles.line, styles.quiet)}>
          {link.pending && <span className={styles.pending}>{words.links.pending}</span>}
          <span>{origin}</span>
        </div>
      </div>
      {link.removable && (
        <Button
          appearance="subtle"
          size="small"
          className={styles.quiet}
          icon={<LinkDismissRegular fontSize={18} />}
          title={words.links.unlink(title)}
          aria-label={words.links.unlink(title)}
          disabledFocusable={disabled}
          onClick={onUnlink}
        />
      )}
    </li>
  );
}

/** "Linked by Anna Berger, 2 hours ago", and the rule where one did it. */
function useOrigin({ linkedBy, linkedAt, rule }: ItemLink, userId: string | null): string {
  const { words, formats } = useSpoken();
  const say = useSentence();
  const when = formats.ago(linkedAt, useNow());
  const { links } = words;
  if (rule !== null) return `${links.linkedByRule(when)}. ${say(rule)}`;
  if (linkedBy === null) return links.linkedWhen(when);
  return linkedBy.id === userId ? links.linkedByYou(when) : links.linkedBy(linkedBy.displayName, when);
}
