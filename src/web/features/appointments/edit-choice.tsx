import {
  Button,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { ChevronDownRegular, EditRegular } from '@fluentui/react-icons';
import { useWords } from '../../language/spoken.ts';
import { LinkButton } from '../../parts/link-button.tsx';

const useStyles = makeStyles({
  chevron: { marginInlineStart: tokens.spacingHorizontalS },
  surface: {
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
    padding: tokens.spacingHorizontalXS,
    '& a': { justifyContent: 'flex-start', fontWeight: tokens.fontWeightRegular },
  },
});

interface EditChoiceProps {
  readonly id: string;
  /** Original start of the date that is shown. */
  readonly at: string;
  /** All dates follow it. */
  readonly isFirst: boolean;
}

/** Edits a date of a series: that one, that one and all later ones, or all of them. */
export function EditChoice({ id, at, isFirst }: EditChoiceProps) {
  const styles = useStyles();
  const { appointments, common } = useWords();
  const edit = `/appointments/${id}/edit`;
  return (
    <Popover positioning="below-start" trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button appearance="primary" icon={<EditRegular />} aria-haspopup="dialog">
          {common.edit}
          <ChevronDownRegular className={styles.chevron} aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={common.edit}>
        <LinkButton to={`${edit}?at=${at}`} appearance="subtle">
          {appointments.editThis}
        </LinkButton>
        {!isFirst && (
          <LinkButton to={`${edit}?at=${at}&following=1`} appearance="subtle">
            {appointments.editFollowing}
          </LinkButton>
        )}
        <LinkButton to={edit} appearance="subtle">
          {appointments.editAll}
        </LinkButton>
      </PopoverSurface>
    </Popover>
  );
}
