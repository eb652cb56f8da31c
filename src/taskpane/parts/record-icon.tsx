import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  BriefcaseRegular,
  BuildingRegular,
  CalendarRegular,
  LightbulbRegular,
  PersonRegular,
} from '@fluentui/react-icons';
import type { RecordType } from '../../contract/values.ts';
import { useWords } from '../language/spoken.ts';

const ICONS = {
  company: BuildingRegular,
  person: PersonRegular,
  opportunity: LightbulbRegular,
  matter: BriefcaseRegular,
  appointment: CalendarRegular,
};

const useStyles = makeStyles({
  icon: { flexShrink: 0, fontSize: '20px', color: tokens.colorNeutralForeground3 },
});

interface RecordIconProps {
  readonly type: RecordType;
  readonly className?: string;
}

/** What kind of record it is, as a sign; its name is said where the sign is pointed at or read out. */
export function RecordIcon({ type, className }: RecordIconProps) {
  const styles = useStyles();
  const { common } = useWords();
  const Icon = ICONS[type];
  return <Icon title={common.types[type]} className={mergeClasses(styles.icon, className)} />;
}
