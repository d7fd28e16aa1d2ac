import {
  type Icon,
  IconActivity,
  IconBook2,
  IconBuilding,
  IconCalendarTime,
  IconChecklist,
  IconClockHour4,
  IconListDetails,
  IconMailPause,
  IconMessages,
  IconPhoneCall,
  IconPlus,
  IconReportAnalytics,
  IconRoute,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';
import type { Messages } from '../i18n/i18n.tsx';
import type { Role } from '../person.tsx';

export interface NavItem {
  readonly to: string;
  readonly label: keyof Messages['nav'];
  readonly icon: Icon;
  readonly roles: readonly Role[];
}

const desk: readonly Role[] = ['agent', 'representative', 'supervisor', 'tam'];
const workers: readonly Role[] = ['agent', 'supervisor', 'tam'];

/** What each person finds in the navigation; what they may do is decided by the API. */
export const navigation: readonly {
  readonly group: 'cases' | 'desk' | 'setup';
  readonly items: readonly NavItem[];
}[] = [
  {
    group: 'cases',
    items: [
      { to: '/cases', label: 'cases', icon: IconMessages, roles: ['contact'] },
      { to: '/cases/new', label: 'newCase', icon: IconPlus, roles: ['contact'] },
      { to: '/queue', label: 'queue', icon: IconListDetails, roles: desk },
      { to: '/quarantine', label: 'quarantine', icon: IconMailPause, roles: workers },
      { to: '/hotline', label: 'hotline', icon: IconPhoneCall, roles: desk },
    ],
  },
  {
    group: 'desk',
    items: [
      { to: '/on-call', label: 'onCall', icon: IconCalendarTime, roles: desk },
      { to: '/accounts', label: 'accounts', icon: IconBuilding, roles: desk },
      { to: '/health', label: 'health', icon: IconActivity, roles: desk },
      { to: '/contract', label: 'contract', icon: IconChecklist, roles: ['supervisor', 'tam'] },
      { to: '/digest', label: 'digest', icon: IconReportAnalytics, roles: ['supervisor', 'tam'] },
    ],
  },
  {
    group: 'setup',
    items: [
      { to: '/people', label: 'people', icon: IconUsers, roles: desk },
      { to: '/calendars', label: 'calendars', icon: IconClockHour4, roles: desk },
      { to: '/prepared-answers', label: 'cannedAnswers', icon: IconBook2, roles: workers },
      { to: '/rules', label: 'rules', icon: IconRoute, roles: ['supervisor'] },
      { to: '/webhooks', label: 'webhooks', icon: IconWebhook, roles: ['contact', 'supervisor', 'tam'] },
    ],
  },
];
