import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ItemPerson } from '../../../contract/item.ts';
import { useWords } from '../../language/spoken.ts';
import { OpenInCrm } from '../../parts/open-in-crm.tsx';
import { OutLink } from '../../parts/out-link.tsx';
import { initials } from './initials.ts';

const useStyles = makeStyles({
  row: { display: 'flex', gap: tokens.spacingHorizontalM, padding: `${tokens.spacingVerticalXS} 0` },
  face: {
    display: 'grid',
    placeItems: 'center',
    flexShrink: 0,
    width: '32px',
    height: '32px',
    marginTop: '2px',
    borderRadius: tokens.borderRadiusCircular,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
  known: {
    border: '1px solid transparent',
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
  },
  colleague: {
    border: '1px solid transparent',
    backgroundColor: tokens.colorNeutralBackground5,
    color: tokens.colorNeutralForeground2,
  },
  body: { flex: 1, minWidth: 0 },
  first: { display: 'flex', alignItems: 'baseline', gap: tokens.spacingHorizontalS },
  name: { fontWeight: tokens.fontWeightSemibold, minWidth: 0 },
  quiet: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  role: { marginLeft: 'auto', flexShrink: 0 },
  badge: {
    flexShrink: 0,
    padding: `0 ${tokens.spacingHorizontalXS}`,
    borderRadius: tokens.borderRadiusSmall,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  below: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
});

interface PersonRowProps {
  readonly person: ItemPerson;
  /** Whether it is whose mailbox this is. */
  readonly you: boolean;
}

/** One person of the item: who they are to it, and whom the CRM knows by the address. */
export function PersonRow({ person, you }: PersonRowProps) {
  const styles = useStyles();
  const { people } = useWords();
  const shown = person.person?.title || person.colleague?.displayName || person.name || person.address;
  const badge = you ? people.you : person.colleague === null ? null : people.colleague;
  const kind =
    person.person !== null ? styles.known : person.colleague !== null || you ? styles.colleague : undefined;
  return (
    <li className={styles.row}>
      <span aria-hidden className={mergeClasses(styles.face, kind)}>
        {initials(shown) || '?'}
      </span>
      <div className={styles.body}>
        <div className={styles.first}>
          <span className={styles.name}>{shown}</span>
          {badge !== null && <span className={mergeClasses(styles.quiet, styles.badge)}>{badge}</span>}
          <span className={mergeClasses(styles.quiet, styles.role)}>
            {person.roles.map((role) => people.roles[role]).join(', ')}
          </span>
        </div>
        <KnownAs person={person} own={badge !== null} />
      </div>
    </li>
  );
}

/** What the CRM knows: company and page of a known person; else the address, and that it knows nobody by it. */
function KnownAs({ person, own }: { readonly person: ItemPerson; readonly own: boolean }) {
  const styles = useStyles();
  const { people } = useWords();
  const address = person.address === '' ? people.noAddress : person.address;
  const company = person.company && <OutLink href={person.company.url}>{person.company.title}</OutLink>;
  if (person.person !== null) {
    return (
      <div className={styles.below}>
        {company ?? <span>{person.address}</span>}
        <OpenInCrm record={person.person} />
      </div>
    );
  }
  return (
    <div className={styles.below}>
      <span title={person.name === '' ? undefined : person.name}>{address}</span>
      {company}
      {!own && <span className={styles.quiet}>{people.unknown}</span>}
    </div>
  );
}
