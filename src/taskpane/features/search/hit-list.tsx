import { useEffect, useRef } from 'react';
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons';
import type { RecordHit } from '../../../contract/records.ts';
import { useWords } from '../../language/spoken.ts';
import { useSubtitle } from '../../language/use-subtitle.ts';
import { RecordIcon } from '../../parts/record-icon.tsx';

const useStyles = makeStyles({
  option: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  active: {
    outline: `2px solid ${tokens.colorCompoundBrandStroke}`,
    outlineOffset: '-2px',
    backgroundColor: tokens.colorNeutralBackground1Hover,
  },
  linked: { cursor: 'default', color: tokens.colorNeutralForeground3 },
  body: { flex: 1, minWidth: 0 },
  below: {
    display: 'block',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
  check: { flexShrink: 0, fontSize: '20px', color: tokens.colorBrandForeground1 },
});

interface HitListProps {
  readonly id: string;
  readonly hits: readonly RecordHit[];
  /** Index of the hit that the arrow keys are on. */
  readonly active: number;
  readonly isChosen: (hit: RecordHit) => boolean;
  readonly isLinked: (hit: RecordHit) => boolean;
  readonly onPick: (hit: RecordHit) => void;
}

/** The id of the option at an index. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** The hits as options, of which several can be chosen: type, title, and what tells them apart. */
export function HitList({ id, hits, active, isChosen, isLinked, onPick }: HitListProps) {
  const styles = useStyles();
  const { search, common } = useWords();
  const subtitleOf = useSubtitle();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div role="listbox" aria-label={search.hits} aria-multiselectable id={id} ref={list}>
      {hits.map((hit, index) => {
        const linked = isLinked(hit);
        const below = [common.types[hit.recordType], subtitleOf(hit), linked ? search.linked : ''];
        return (
          // The keys are the field's: it has the focus, and says by aria-activedescendant which option is meant.
          <div
            key={`${hit.recordType}/${hit.id}`}
            id={optionId(id, index)}
            role="option"
            aria-selected={isChosen(hit)}
            aria-disabled={linked || undefined}
            data-active={index === active || undefined}
            className={mergeClasses(
              styles.option,
              index === active && styles.active,
              linked && styles.linked,
            )}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(hit)}
          >
            <RecordIcon type={hit.recordType} />
            <span className={styles.body}>
              {hit.title || common.untitled}
              <span className={styles.below}>{below.filter((part) => part !== '').join(' · ')}</span>
            </span>
            {(isChosen(hit) || linked) && <CheckmarkRegular aria-hidden className={styles.check} />}
          </div>
        );
      })}
    </div>
  );
}
