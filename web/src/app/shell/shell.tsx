import { ActionIcon, Drawer } from '@mantine/core';
import { useDisclosure, useNetwork } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { Link, Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { PageLoading } from '../../ui/page-loading.tsx';
import { useText } from '../i18n/i18n.tsx';
import { useIsDesk, useMe } from '../person.tsx';
import { AccountMenu } from './account-menu.tsx';
import { DeskKeys } from './desk-keys.tsx';
import { NavList } from './nav-list.tsx';
import styles from './shell.module.css';

/** The frame of every page: navigation, who is signed in, and whether there is a connection. */
export function Shell() {
  const { app, nav } = useText();
  const { online } = useNetwork();
  const isDesk = useIsDesk();
  const [open, drawer] = useDisclosure(false);
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        {app.skipToContent}
      </a>
      {/* No <header>: the head of a dialog would be a second banner beside it. */}
      <nav className={styles.bar} aria-label={app.menu}>
        <Brand />
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={app.menu} onClick={drawer.open}>
          <IconMenu2 aria-hidden />
        </ActionIcon>
      </nav>
      <Drawer
        opened={open}
        onClose={drawer.close}
        size={280}
        title={app.name}
        closeButtonProps={{ 'aria-label': app.close }}
      >
        <nav className={styles.menu} aria-label={nav.main}>
          <NavList onNavigate={drawer.close} />
        </nav>
        <div className={styles.drawerFoot}>
          <HotlineCard />
          <AccountMenu />
        </div>
      </Drawer>
      <aside className={styles.rail}>
        <Brand />
        <nav className={styles.menu} aria-label={nav.main}>
          <NavList />
        </nav>
        <div className={styles.foot}>
          <HotlineCard />
          <AccountMenu />
        </div>
      </aside>
      <main id="content" tabIndex={-1}>
        {!online && (
          <div className={styles.offline} role="status">
            {app.offline}
          </div>
        )}
        <Suspense fallback={<PageLoading />}>
          <Outlet />
        </Suspense>
      </main>
      {isDesk && <DeskKeys />}
    </div>
  );
}

function Brand() {
  const { app } = useText();
  return (
    <Link to="/" className={styles.brand}>
      <img src="/favicon.svg" width={28} height={28} alt="" />
      {app.name}
    </Link>
  );
}

/** The customer sees the hotline's numbers on every page: the moment they are needed is the wrong one to search. */
function HotlineCard() {
  const { criticalView } = useText();
  const { hotlineNumbers, accountId } = useMe();
  if (accountId === null || hotlineNumbers.length === 0) return null;
  return (
    <div className={styles.hotline}>
      {criticalView.hotline}
      {hotlineNumbers.map((number) => (
        <a key={number} href={`tel:${number}`}>
          {number}
        </a>
      ))}
      <span>{criticalView.hotlineAlways}</span>
    </div>
  );
}
