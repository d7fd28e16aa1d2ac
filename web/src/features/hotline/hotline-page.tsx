import { useNavigate, useSearch } from '@tanstack/react-router';
import { useText } from '../../app/i18n/i18n.tsx';
import { Page } from '../../ui/layout.tsx';
import { IntakeForm } from './intake-form.tsx';
import { IntakeSaved } from './intake-saved.tsx';

/** The representative's page: take the call, page, and see the page arrive. */
export function HotlinePage() {
  const { hotline } = useText();
  const { case: savedId } = useSearch({ from: '/hotline' });
  const navigate = useNavigate({ from: '/hotline' });
  return (
    <Page title={hotline.title} lead={hotline.lead} narrow>
      {savedId === undefined ? (
        <IntakeForm onSaved={(caseId) => void navigate({ search: { case: caseId } })} />
      ) : (
        <IntakeSaved caseId={savedId} onNext={() => void navigate({ search: {} })} />
      )}
    </Page>
  );
}
