import { type MantineColorScheme, type MantineColorSchemeManager, MantineProvider } from '@mantine/core';
import { Suspense, useCallback, useEffect, useState } from 'react';
import { browserLanguage, type Language, Reading } from './i18n/i18n.tsx';
import { keepChoice, readChoice } from './preferences.ts';
import { Gate } from './session/gate.tsx';
import { theme } from './theme.ts';

const schemeManager: MantineColorSchemeManager = {
  get: (otherwise) => readChoice<MantineColorScheme>('scheme', otherwise),
  set: (scheme) => keepChoice('scheme', scheme),
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => keepChoice('scheme', 'auto'),
};

/** As chosen here before, or else the browser's. */
export const firstLanguage = (): Language => readChoice('language', browserLanguage());

/** The dashboard: looks, language, and then whoever signs in. */
export function App() {
  const [language, setLanguage] = useState(firstLanguage);
  const choose = useCallback((next: Language) => {
    keepChoice('language', next);
    setLanguage(next);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={schemeManager}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Suspense>
        <Reading language={language}>
          <Gate onLanguage={choose} />
        </Reading>
      </Suspense>
    </MantineProvider>
  );
}
