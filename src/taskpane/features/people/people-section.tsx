import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ItemPerson } from '../../../contract/item.ts';
import { usePane } from '../../app/pane-context.ts';
import { useKeyedState } from '../../app/use-keyed-state.ts';
import { useWords } from '../../language/spoken.ts';
import type { OpenItem } from '../../office/port.ts';
import { Bone } from '../../parts/bones.tsx';
import { Section } from '../../parts/section.tsx';
import { PersonRow } from './person-row.tsx';

/** So many are shown before the list folds; one more would take no more room than the button. */
const SHOWN = 4;

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  bones: { display: 'flex', gap: tokens.spacingHorizontalM, padding: `${tokens.spacingVerticalXS} 0` },
  lines: { display: 'grid', gap: '6px', flex: 1, padding: '4px 0' },
  more: { alignSelf: 'flex-start', marginLeft: '36px', minWidth: 0, color: tokens.colorBrandForegroundLink },
  text: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

interface PeopleSectionProps {
  /** Null: not known yet. */
  readonly people: readonly ItemPerson[] | null;
  readonly open: OpenItem | null;
}

/** Who the item is about. A long list folds; the first ones are whom it is from and to. */
export function PeopleSection({ people, open }: PeopleSectionProps) {
  const styles = useStyles();
  const { people: words, common } = useWords();
  const { outlook } = usePane();
  const [unfolded, setUnfolded] = useKeyedState(open?.key ?? '', false);
  const own = outlook.user?.address.toLowerCase() ?? null;
  if (people === null) return <PeopleLoading count={expected(open)} />;
  const folds = people.length > SHOWN + 1;
  const shown = folds && !unfolded ? people.slice(0, SHOWN) : people;
  return (
    <Section title={words.title}>
      {people.length === 0 && (
        <p className={styles.text}>{open?.composing === true ? words.noneWriting : words.none}</p>
      )}
      <ul className={styles.list}>
        {shown.map((person, index) => (
          <PersonRow
            key={`${person.address} ${index}`}
            person={person}
            you={own !== null && person.address.toLowerCase() === own}
          />
        ))}
      </ul>
      {folds && (
        <Button
          appearance="transparent"
          size="small"
          className={styles.more}
          aria-expanded={unfolded}
          onClick={() => setUnfolded((before) => !before)}
        >
          {unfolded ? common.fewer : common.more(people.length - SHOWN)}
        </Button>
      )}
    </Section>
  );
}

function PeopleLoading({ count }: { readonly count: number }) {
  const styles = useStyles();
  const { people: words } = useWords();
  return (
    <Section title={words.title} busy>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={styles.bones}>
          <Bone width="32px" height="32px" round />
          <span className={styles.lines}>
            <Bone width="60%" height="12px" />
            <Bone width="80%" height="10px" />
          </span>
        </div>
      ))}
    </Section>
  );
}

/** As many as the item names: the bones take the room that the people will take. */
function expected(open: OpenItem | null): number {
  const addresses = new Set(open?.item.participants.map(({ address, name }) => address || name));
  return open === null ? 2 : Math.min(addresses.size, SHOWN + 1);
}
