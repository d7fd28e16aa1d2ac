import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useAction } from '../../api/actions.ts';
import type { Answer } from '../../api/operations.ts';
import { pace, read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import { DataTable } from '../../ui/layout.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { When } from '../../ui/time.tsx';

type Delivery = Answer<'listDeliveries'>['items'][number];

const tones: Record<Delivery['outcome'], Tone> = {
  delivered: 'green',
  failed: 'red',
  'gave-up': 'red',
  waiting: 'amber',
};

/** What was sent to a webhook and how it went; anything can be sent again. */
export function Deliveries({ webhookId }: { readonly webhookId: string }) {
  const { webhooksPage: t, fields } = useText();
  const query = useQuery(read(useCall(), 'listDeliveries', { path: { webhookId }, every: pace.list }));
  const replay = useAction('replayDelivery', { refresh: [['listDeliveries']] });
  return (
    <Loaded query={query} lines={2}>
      {({ items }) =>
        items.length === 0 ? (
          <p>{t.noDeliveries}</p>
        ) : (
          <>
            <Failure error={replay.error} />
            <DataTable label={t.deliveries} columns={[t.events, fields.date, t.deliveries, '']}>
              {items.map((delivery) => (
                <tr key={delivery.deliveryId}>
                  <td>{delivery.eventType}</td>
                  <td>
                    <When at={delivery.at} />
                  </td>
                  <td>
                    <Tag tone={tones[delivery.outcome]}>{t.outcome[delivery.outcome]}</Tag>{' '}
                    {[delivery.status, t.attempt(delivery.attempt), delivery.detail]
                      .filter((part) => part !== null)
                      .join(' · ')}
                  </td>
                  <td>
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      onClick={() => replay.mutate({ path: { webhookId, deliveryId: delivery.deliveryId } })}
                    >
                      {t.replay}
                    </Button>
                  </td>
                </tr>
              ))}
            </DataTable>
          </>
        )
      }
    </Loaded>
  );
}
