import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  BriefcaseRegular,
  BuildingRegular,
  CalendarLtrRegular,
  MailInboxRegular,
  MoneyRegular,
  PeopleSettingsRegular,
  PersonRegular,
  TextBulletListSquareSettingsRegular,
} from '@fluentui/react-icons';
import { NavLink } from 'react-router';
import { useUser } from '../features/session/user-context.ts';
import { useWords } from '../language/spoken.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: '2px' },
  gap: { marginTop: tokens.spacingVerticalL },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '40px',
    paddingInline: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecoration: 'none',
    borderLeft: '3px solid transparent',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover, color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '& svg': { flexShrink: 0 },
  },
  here: {
    backgroundColor: tokens.colorNeutralBackground2Selected,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    borderLeft: `3px solid ${tokens.colorCompoundBrandStroke}`,
  },
});

const PLACES = [
  { to: '/appointments', name: 'appointments', Icon: CalendarLtrRegular },
  { to: '/companies', name: 'companies', Icon: BuildingRegular },
  { to: '/persons', name: 'persons', Icon: PersonRegular },
  { to: '/opportunities', name: 'opportunities', Icon: MoneyRegular },
  { to: '/matters', name: 'matters', Icon: BriefcaseRegular },
] as const;

const SETTINGS = [
  { to: '/mailboxes', name: 'mailboxes', Icon: MailInboxRegular, admin: false },
  { to: '/users', name: 'users', Icon: PeopleSettingsRegular, admin: true },
  { to: '/rules', name: 'rules', Icon: TextBulletListSquareSettingsRegular, admin: true },
] as const;

/** The list of places. */
export function Navigation() {
  const styles = useStyles();
  const { shell } = useWords();
  const user = useUser();
  const settings = SETTINGS.filter((place) => !place.admin || user.role === 'admin');
  const link = ({ isActive }: { isActive: boolean }) => mergeClasses(styles.link, isActive && styles.here);
  return (
    <>
      <ul className={styles.list}>
        {PLACES.map(({ to, name, Icon }) => (
          <li key={to}>
            <NavLink to={to} className={link}>
              <Icon fontSize={20} />
              {shell[name]}
            </NavLink>
          </li>
        ))}
      </ul>
      <ul className={mergeClasses(styles.list, styles.gap)}>
        {settings.map(({ to, name, Icon }) => (
          <li key={to}>
            <NavLink to={to} className={link}>
              <Icon fontSize={20} />
              {shell[name]}
            </NavLink>
          </li>
        ))}
      </ul>
    </>
  );
}
