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

/** The dashboard: looks, language, and then whoever signs in. */
export function App() {
  const [language, setLanguage] = useState<Language>(() => readChoice('language', browserLanguage()));
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
