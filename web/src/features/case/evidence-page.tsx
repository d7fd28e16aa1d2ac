import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { read } from '../../api/queries.ts';
import { useLanguage, useText } from '../../app/i18n/i18n.tsx';
import { useCall, useTimes } from '../../app/person.tsx';
import { DataTable, Page, Panel } from '../../ui/layout.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { When } from '../../ui/time.tsx';
import { sayClause } from './clause.ts';
import styles from './evidence-page.module.css';
import { sayNumber } from './number.ts';

/** Clause by clause: promised, done, when, by whom, with the entries that prove it. */
export function EvidencePage() {
  const { evidencePage: t, caseView } = useText();
  const { caseId } = useParams({ from: '/cases/$caseId/evidence' });
  const times = useTimes();
  const query = useQuery(read(useCall(), 'readEvidence', { path: { caseId } }));
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        <div className={styles.actions}>
          <Button component={Link} to={`/cases/${caseId}`} variant="default">
            {t.toCase}
          </Button>
          <Download caseId={caseId} />
          <Button onClick={() => print()}>{t.print}</Button>
        </div>
      }
    >
      <Loaded query={query}>
        {(evidence) => (
          <Panel
            title={sayNumber(evidence.number)}
            actions={<span>{t.generated(times.say(evidence.generatedAt))}</span>}
          >
            <p className={evidence.chainIntact ? styles.intact : styles.broken}>
              {evidence.chainIntact ? t.chainIntact : t.chainBroken}
            </p>
            <DataTable label={t.title} columns={[t.clause, t.promised, t.done, t.result, t.by, t.proof]}>
              {evidence.clauses.map((clause) => (
                <tr key={`${clause.clause} ${clause.promised} ${clause.done}`}>
                  <td>
                    <strong>{sayClause(clause.clause, caseView.clauseName)}</strong>
                    <div lang="es">{clause.sentence}</div>
                  </td>
                  <td>{clause.promised === null ? '–' : <When at={clause.promised} />}</td>
                  <td>{clause.done === null ? '–' : <When at={clause.done} />}</td>
                  <td>
                    <Kept kept={clause.kept} />
                  </td>
                  <td>{clause.by ?? '–'}</td>
                  <td>
                    {clause.proof.map((seq) => (
                      <Link key={seq} to="/cases/$caseId" params={{ caseId }} hash={`e${seq}`}>
                        {seq}{' '}
                      </Link>
                    ))}
                  </td>
                </tr>
              ))}
            </DataTable>
          </Panel>
        )}
      </Loaded>
    </Page>
  );
}

/** The record as a document of its own, which whoever holds it can verify without the desk. */
function Download({ caseId }: { readonly caseId: string }) {
  const { evidencePage: t } = useText();
  const language = useLanguage();
  const call = useCall();
  const download = useMutation({
    mutationFn: async () => {
      const query = { format: 'html', language } as const;
      // With this format the answer is the document's text.
      const html: unknown = await call('readEvidence', { path: { caseId }, query });
      const url = URL.createObjectURL(new Blob([String(html)], { type: 'text/html' }));
      Object.assign(document.createElement('a'), { href: url, download: `${caseId}.html` }).click();
      URL.revokeObjectURL(url);
    },
  });
  return (
    <>
      <Button variant="default" loading={download.isPending} onClick={() => download.mutate()}>
        {t.download}
      </Button>
      <Failure error={download.error} />
    </>
  );
}

function Kept({ kept }: { readonly kept: boolean | null }) {
  const { evidencePage: t } = useText();
  if (kept === null) return <Tag>{t.running}</Tag>;
  return <Tag tone={kept ? 'green' : 'red'}>{kept ? t.kept : t.notKept}</Tag>;
}
