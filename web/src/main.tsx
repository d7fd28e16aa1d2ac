import './app/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, firstLanguage } from './app/app.tsx';
import { loadMessages } from './app/i18n/i18n.tsx';
import { readChoice } from './app/preferences.ts';

const dark = matchMedia('(prefers-color-scheme: dark)').matches;
const scheme = readChoice<'light' | 'dark' | 'auto'>('scheme', 'auto');
// Before anything is painted: a script in the page, which does this elsewhere, is what the CSP refuses.
document.documentElement.dataset.mantineColorScheme = scheme === 'auto' ? (dark ? 'dark' : 'light') : scheme;

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root.');
const root = createRoot(element);
// Drawn once there are words: a page that suspends is held back by React for 300 ms before it is shown.
void loadMessages(firstLanguage()).finally(() =>
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
