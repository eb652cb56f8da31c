import { makeStyles, tokens } from '@fluentui/react-components';
import { CalendarRegular, MailRegular } from '@fluentui/react-icons';
import { useFormats, useWords } from '../../language/spoken.ts';
import type { OpenItem } from '../../office/port.ts';
import { Bone } from '../../parts/bones.tsx';

const useStyles = makeStyles({
  header: { display: 'flex', gap: tokens.spacingHorizontalM, alignItems: 'flex-start', minHeight: '44px' },
  icon: {
    display: 'grid',
    placeItems: 'center',
    flexShrink: 0,
    width: '36px',
    height: '36px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontSize: '20px',
  },
  body: { flex: 1, minWidth: 0 },
  subject: {
    margin: 0,
    // Two lines; the whole subject stands in Outlook beside the pane.
    maxHeight: `calc(2 * ${tokens.lineHeightBase400})`,
    overflow: 'hidden',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  below: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  bones: { display: 'grid', gap: '8px', flex: 1, paddingTop: '4px' },
});

/** What is open: its subject, and what kind of thing it is, with its time. */
export function ItemHeader({ open }: { readonly open: OpenItem | null }) {
  const styles = useStyles();
  const { item: words, common } = useWords();
  const formats = useFormats();
  if (open === null) {
    return (
      <header className={styles.header} aria-busy="true">
        <Bone width="36px" height="36px" />
        <span className={styles.bones}>
          <h1 tabIndex={-1} className={styles.subject} aria-label={common.loading}>
            <Bone width="75%" height="16px" />
          </h1>
          <Bone width="40%" height="10px" />
        </span>
      </header>
    );
  }
  const { kind, itemId, subject, start, end } = open.item;
  const Icon = kind === 'message' ? MailRegular : CalendarRegular;
  const times = start === null ? [] : [end === null ? formats.moment(start) : formats.span(start, end)];
  const shown = subject.trim() || words.noSubject;
  // Organisers open every meeting of theirs in the form that it was written in.
  const written = open.composing && (kind === 'message' || itemId === null);
  return (
    <header className={styles.header}>
      <span aria-hidden className={styles.icon}>
        <Icon />
      </span>
      <div className={styles.body}>
        <h1 tabIndex={-1} className={styles.subject} title={shown}>
          {shown}
        </h1>
        <div className={styles.below}>
          {[written ? words.writing[kind] : words.kinds[kind], ...times].join(' · ')}
        </div>
      </div>
    </header>
  );
}
