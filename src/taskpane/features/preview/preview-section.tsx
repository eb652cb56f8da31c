import { makeStyles, tokens } from '@fluentui/react-components';
import { ChevronRightRegular } from '@fluentui/react-icons';
import type { ItemInView, ItemRole } from '../../../contract/item.ts';
import { useFormats, useSpoken, useWords } from '../../language/spoken.ts';
import type { OpenItem } from '../../office/port.ts';

const useStyles = makeStyles({
  box: {
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: tokens.spacingVerticalS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    '&[open] > summary > svg': { transform: 'rotate(90deg)' },
  },
  line: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXS} 0`,
    cursor: 'pointer',
    listStyleType: 'none',
    color: tokens.colorNeutralForeground2,
    '::-webkit-details-marker': { display: 'none' },
  },
  chevron: { flexShrink: 0, transitionProperty: 'transform', transitionDuration: '120ms' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
    padding: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalS} 20px`,
  },
  name: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0 },
});

/** What linking the item stores in the CRM and who sees it there: one line that unfolds. */
export function PreviewSection({ open }: { readonly open: OpenItem }) {
  const { item } = open;
  const styles = useStyles();
  const { preview } = useWords();
  const mail = useMailFacts(open);
  const meeting = useMeetingFacts(item);
  return (
    <details className={styles.box}>
      <summary className={styles.line}>
        <ChevronRightRegular aria-hidden className={styles.chevron} fontSize={16} />
        <span>
          {preview.title}: {preview[item.kind]}
        </span>
      </summary>
      <dl className={styles.facts}>
        {(item.kind === 'message' ? mail : meeting).map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </dl>
    </details>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{value}</dd>
    </>
  );
}

type Facts = readonly (readonly [name: string, value: string])[];

function useMailFacts({ item, attachmentCount }: OpenItem): Facts {
  const { preview, item: words } = useWords();
  const names = useNames(item);
  const withBcc = item.participants.some(({ role }) => role === 'bcc');
  return [
    [preview.sender, names(['from'])],
    [preview.recipients, names(['to', 'cc', 'bcc'])],
    [preview.subject, item.subject || words.noSubject],
    [preview.text, preview.wholeText],
    [
      preview.attachments,
      attachmentCount === undefined ? preview.allAttachments : preview.attachmentCount(attachmentCount),
    ],
    [preview.original, preview.asReceived],
    [
      preview.visibleTo,
      withBcc ? `${preview.colleaguesWhoReceived}. ${preview.bccNote}` : preview.colleaguesWhoReceived,
    ],
  ];
}

function useMeetingFacts(item: ItemInView): Facts {
  const { preview, item: words } = useWords();
  const formats = useFormats();
  const names = useNames(item);
  const { start, end } = item;
  return [
    [preview.subject, item.subject || words.noSubject],
    ...(start === null || end === null ? [] : [[preview.time, formats.span(start, end)] as const]),
    [preview.people, names(['organizer', 'required', 'optional'])],
    [preview.text, preview.description],
    [preview.visibleTo, preview.colleaguesInvited],
  ];
}

/** The first names of those in these roles: 'Anna, Tom and 27 more'. */
function useNames(item: ItemInView): (roles: readonly ItemRole[]) => string {
  const { formats, words } = useSpoken();
  return (roles) => {
    const names = item.participants
      .filter(({ role }) => roles.includes(role))
      .map(({ name, address }) => name || address);
    if (names.length === 0) return '–';
    if (names.length <= NAMED) return formats.list(names);
    return `${names.slice(0, NAMED).join(', ')} ${words.common.more(names.length - NAMED)}`;
  };
}

/** So many names are said; the people's list has them all. */
const NAMED = 3;
