/** Every page of the dashboard, and somebody who uses it. */
export const pages = [
  { name: 'sign-in', path: '/' },
  { name: 'my cases', path: '/cases', as: 'ana@acme.example' },
  { name: 'submit', path: '/cases/new', as: 'ana@acme.example' },
  { name: 'case of a customer', path: '/cases/case-4', as: 'ana@acme.example' },
  { name: 'critical case of a customer', path: '/cases/case-2', as: 'ana@acme.example' },
  { name: 'page on a telephone', path: '/pages/case-2.7.0123456789abcdef0123' },
  { name: 'queue', path: '/queue', as: 'agent@guardia.example' },
  { name: 'case of an agent', path: '/cases/case-1', as: 'agent@guardia.example' },
  { name: 'critical case being paged', path: '/cases/case-2', as: 'agent@guardia.example' },
  { name: 'critical case being worked', path: '/cases/case-3', as: 'agent@guardia.example' },
  { name: 'evidence', path: '/cases/case-1/evidence', as: 'agent@guardia.example' },
  { name: 'quarantine', path: '/quarantine', as: 'agent@guardia.example' },
  { name: 'hotline', path: '/hotline', as: 'representative@guardia.example' },
  { name: 'on call', path: '/on-call', as: 'supervisor@guardia.example' },
  { name: 'accounts', path: '/accounts', as: 'supervisor@guardia.example' },
  { name: 'account', path: '/accounts/acme', as: 'supervisor@guardia.example' },
  { name: 'people', path: '/people', as: 'supervisor@guardia.example' },
  { name: 'calendars', path: '/calendars', as: 'supervisor@guardia.example' },
  { name: 'rules', path: '/rules', as: 'supervisor@guardia.example' },
  { name: 'prepared answers', path: '/prepared-answers', as: 'supervisor@guardia.example' },
  { name: 'webhooks', path: '/webhooks', as: 'supervisor@guardia.example' },
  { name: 'health', path: '/health', as: 'tam@guardia.example' },
  { name: 'digest', path: '/digest', as: 'tam@guardia.example' },
  { name: 'preferences', path: '/me', as: 'agent@guardia.example' },
] as const;

export const nobody = 'ana@acme.example';
