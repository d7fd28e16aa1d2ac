import { createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router';
import { PageLoading } from '../ui/page-loading.tsx';
import { lazyPage } from '../ui/part.tsx';
import { NotFound } from '../ui/states.tsx';
import { Broken } from './broken.tsx';
import { useHasRole, useIsDesk } from './person.tsx';
import { caseListSearch, queueSearch, textSearch } from './search.ts';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Broken });
const at = <const Path extends string>(path: Path) => ({ getParentRoute: () => root, path });

/** Where each person begins. */
function Home() {
  const isDesk = useIsDesk();
  const worksCases = useHasRole('agent', 'supervisor', 'tam');
  if (!isDesk) return <Navigate to="/cases" replace />;
  return <Navigate to={worksCases ? '/queue' : '/hotline'} replace />;
}

const tree = root.addChildren([
  createRoute({ ...at('/'), component: Home }),
  createRoute({
    ...at('/cases'),
    validateSearch: caseListSearch,
    component: lazyPage(() => import('../features/case/my-cases-page.tsx'), 'MyCasesPage'),
  }),
  createRoute({
    ...at('/cases/new'),
    component: lazyPage(() => import('../features/submit/submit-page.tsx'), 'SubmitPage'),
  }),
  createRoute({
    ...at('/cases/$caseId'),
    component: lazyPage(() => import('../features/case/case-page.tsx'), 'CasePage'),
  }),
  createRoute({
    ...at('/cases/$caseId/evidence'),
    component: lazyPage(() => import('../features/case/evidence-page.tsx'), 'EvidencePage'),
  }),
  createRoute({
    ...at('/queue'),
    validateSearch: queueSearch,
    component: lazyPage(() => import('../features/queue/queue-page.tsx'), 'QueuePage'),
  }),
  createRoute({
    ...at('/quarantine'),
    component: lazyPage(() => import('../features/quarantine/quarantine-page.tsx'), 'QuarantinePage'),
  }),
  createRoute({
    ...at('/hotline'),
    validateSearch: textSearch('case'),
    component: lazyPage(() => import('../features/hotline/hotline-page.tsx'), 'HotlinePage'),
  }),
  createRoute({
    ...at('/on-call'),
    validateSearch: textSearch('week'),
    component: lazyPage(() => import('../features/on-call/on-call-page.tsx'), 'OnCallPage'),
  }),
  createRoute({
    ...at('/accounts'),
    validateSearch: textSearch('q'),
    component: lazyPage(() => import('../features/account/accounts-page.tsx'), 'AccountsPage'),
  }),
  createRoute({
    ...at('/accounts/$accountId'),
    component: lazyPage(() => import('../features/account/account-page.tsx'), 'AccountPage'),
  }),
  createRoute({
    ...at('/people'),
    component: lazyPage(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    ...at('/calendars'),
    component: lazyPage(() => import('../features/calendar/calendars-page.tsx'), 'CalendarsPage'),
  }),
  createRoute({
    ...at('/rules'),
    component: lazyPage(() => import('../features/rules/rules-page.tsx'), 'RulesPage'),
  }),
  createRoute({
    ...at('/prepared-answers'),
    component: lazyPage(() => import('../features/canned/canned-page.tsx'), 'CannedPage'),
  }),
  createRoute({
    ...at('/webhooks'),
    validateSearch: textSearch('account'),
    component: lazyPage(() => import('../features/webhook/webhooks-page.tsx'), 'WebhooksPage'),
  }),
  createRoute({
    ...at('/health'),
    validateSearch: textSearch('account', 'days'),
    component: lazyPage(() => import('../features/report/health-page.tsx'), 'HealthPage'),
  }),
  createRoute({
    ...at('/contract'),
    validateSearch: textSearch('from', 'to', 'account'),
    component: lazyPage(() => import('../features/report/contract-page.tsx'), 'ContractPage'),
  }),
  createRoute({
    ...at('/digest'),
    component: lazyPage(() => import('../features/report/digest-page.tsx'), 'DigestPage'),
  }),
  createRoute({
    ...at('/me'),
    component: lazyPage(() => import('../features/me/me-page.tsx'), 'MePage'),
  }),
]);

/** Every page has an address of its own, and a chunk of its own. */
export function createAppRouter() {
  return createRouter({
    routeTree: tree,
    defaultPreload: 'intent',
    defaultPendingComponent: PageLoading,
    defaultErrorComponent: Broken,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
