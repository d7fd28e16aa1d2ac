import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { Panel } from '../../ui/layout.tsx';
import { RatingForm } from './rating-form.tsx';

/** Asks the customer how it was, once both parties have agreed to close. */
export function RateCase({ of }: { readonly of: CaseView }) {
  const { rating: t } = useText();
  const rate = useAction('rateCase', { refresh: ofCase(of.caseId) });
  return (
    <Panel title={t.title}>
      {of.satisfaction === null && <p>{t.lead}</p>}
      <RatingForm
        given={of.satisfaction?.rating ?? null}
        busy={rate.isPending}
        error={rate.error}
        onRate={(body) =>
          rate.mutateAsync({ path: { caseId: of.caseId }, body }).then(
            () => true,
            () => false,
          )
        }
      />
    </Panel>
  );
}
