import './app/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { readChoice } from './app/preferences.ts';

const dark = matchMedia('(prefers-color-scheme: dark)').matches;
const scheme = readChoice<'light' | 'dark' | 'auto'>('scheme', 'auto');
// Before anything is painted: a script in the page, which does this elsewhere, is what the CSP refuses.
document.documentElement.dataset.mantineColorScheme = scheme === 'auto' ? (dark ? 'dark' : 'light') : scheme;

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
