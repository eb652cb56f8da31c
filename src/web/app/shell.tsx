import { useState } from 'react';
import {
  Button,
  Drawer,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  MessageBar,
  MessageBarBody,
  Tooltip,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular, NavigationRegular } from '@fluentui/react-icons';
import { Link, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { SearchBox } from '../features/search/search-box.tsx';
import { useWords } from '../language/spoken.ts';
import { AccountMenu } from './account-menu.tsx';
import { Mark } from './mark.tsx';
import { Navigation } from './navigation.tsx';
import { useOnline } from './use-online.ts';

const WIDE = '@media (min-width: 900px)';

const useStyles = makeStyles({
  skip: {
    position: 'absolute',
    left: tokens.spacingHorizontalM,
    top: '-100px',
    zIndex: 10,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    ':focus': { top: tokens.spacingVerticalS },
  },
  header: {
    position: 'sticky',
    top: 0,
    zIndex: 5,
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    height: '56px',
    paddingInline: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [WIDE]: { paddingInline: tokens.spacingHorizontalL },
  },
  brand: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase400,
    textDecoration: 'none',
    borderRadius: tokens.borderRadiusMedium,
    [WIDE]: { width: '196px' },
  },
  name: { display: 'none', '@media (min-width: 520px)': { display: 'inline' } },
  menuButton: { minWidth: 'auto', [WIDE]: { display: 'none' } },
  search: { flexGrow: 1, minWidth: 0, maxWidth: '560px' },
  space: { flexGrow: 1, display: 'none', [WIDE]: { display: 'block' } },
  body: { display: 'flex', alignItems: 'stretch' },
  side: {
    display: 'none',
    [WIDE]: {
      display: 'block',
      flexShrink: 0,
      width: '220px',
      position: 'sticky',
      top: '56px',
      alignSelf: 'flex-start',
      height: 'calc(100dvh - 56px)',
      overflowY: 'auto',
      padding: tokens.spacingHorizontalS,
      backgroundColor: tokens.colorNeutralBackground2,
      borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  main: { flexGrow: 1, minWidth: 0 },
});

/** The frame of every signed-in page. */
export function Shell() {
  const styles = useStyles();
  const { shell } = useWords();
  const online = useOnline();
  return (
    <>
      <a className={styles.skip} href="#content">
        {shell.skip}
      </a>
      <header className={styles.header}>
        <NarrowNavigation />
        <Link to="/appointments" className={styles.brand} aria-label={shell.product}>
          <Mark size={28} />
          <span className={styles.name}>{shell.product}</span>
        </Link>
        <div className={styles.search}>
          <SearchBox />
        </div>
        <div className={styles.space} />
        <AccountMenu />
      </header>
      <div className={styles.body}>
        <nav className={styles.side} aria-label={shell.navigation}>
          <Navigation />
        </nav>
        <main className={styles.main} id="content" tabIndex={-1}>
          {!online && (
            <MessageBar intent="warning" layout="multiline" shape="square" role="status">
              <MessageBarBody>{shell.offline}</MessageBarBody>
            </MessageBar>
          )}
          <Outlet />
        </main>
      </div>
      <ScrollRestoration />
    </>
  );
}

function NarrowNavigation() {
  const styles = useStyles();
  const { shell, common } = useWords();
  const { key } = useLocation();
  // It belongs to the place where it was opened: going anywhere closes it.
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  const open = openedAt === key;
  return (
    <>
      <Tooltip content={shell.openMenu} relationship="label">
        <Button
          className={styles.menuButton}
          appearance="subtle"
          icon={<NavigationRegular />}
          aria-expanded={open}
          onClick={() => setOpenedAt(key)}
        />
      </Tooltip>
      <Drawer
        type="overlay"
        open={open}
        onOpenChange={(_, data) => setOpenedAt(data.open ? key : null)}
        size="small"
      >
        <DrawerHeader>
          <DrawerHeaderTitle
            action={
              <Button
                appearance="subtle"
                aria-label={common.close}
                icon={<DismissRegular />}
                onClick={() => setOpenedAt(null)}
              />
            }
          >
            {shell.product}
          </DrawerHeaderTitle>
        </DrawerHeader>
        <DrawerBody>
          <nav aria-label={shell.navigation}>
            <Navigation />
          </nav>
        </DrawerBody>
      </Drawer>
    </>
  );
}
