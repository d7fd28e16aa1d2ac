import { Link } from '@tanstack/react-router';
import { useText } from '../i18n/i18n.tsx';
import { useMe } from '../person.tsx';
import { navigation } from './navigation.ts';
import styles from './shell.module.css';

export function NavList({ onNavigate }: { readonly onNavigate?: () => void }) {
  const { nav } = useText();
  const { roles, accountId } = useMe();
  const labels = { cases: null, desk: nav.desk, setup: accountId === null ? nav.setup : nav.team };
  return navigation.map(({ group, items }) => {
    const mine = items.filter((item) => item.roles.some((role) => roles.includes(role)));
    const label = labels[group];
    if (mine.length === 0) return null;
    return (
      <div key={group}>
        {label !== null && <span className={styles.group}>{label}</span>}
        <ul className={styles.nav}>
          {mine.map(({ to, label: name, icon: Icon }) => (
            <li key={to}>
              <Link
                to={to}
                className={styles.link}
                activeOptions={{ exact: to === '/cases' }}
                onClick={onNavigate}
              >
                <Icon size={19} stroke={1.7} aria-hidden />
                {nav[name]}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    );
  });
}
