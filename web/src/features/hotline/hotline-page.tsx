import { useState } from 'react';
import { useText } from '../../app/i18n/i18n.tsx';
import { Page } from '../../ui/layout.tsx';
import { IntakeForm } from './intake-form.tsx';
import { IntakeSaved } from './intake-saved.tsx';

/** The representative's page: take the call, page, and see the page arrive. */
export function HotlinePage() {
  const { hotline } = useText();
  const [savedId, setSavedId] = useState<string | null>(null);
  return (
    <Page title={hotline.title} lead={hotline.lead} narrow>
      {savedId === null ? (
        <IntakeForm onSaved={setSavedId} />
      ) : (
        <IntakeSaved caseId={savedId} onNext={() => setSavedId(null)} />
      )}
    </Page>
  );
}
