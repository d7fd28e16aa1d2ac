import { useText } from '../../app/i18n/i18n.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import type { Entry } from './entry.ts';

const deliveryTone: Record<NonNullable<Entry['delivery']>['state'], Tone> = {
  waiting: 'grey',
  unconfirmed: 'grey',
  accepted: 'green',
  refused: 'red',
  bounced: 'red',
};

/** How the mail of an entry is doing. */
export function DeliveryTag({ entry: { delivery } }: { readonly entry: Entry }) {
  const { delivery: names } = useText();
  if (delivery === null) return null;
  return (
    <Tag tone={deliveryTone[delivery.state]} {...(delivery.detail === null ? {} : { hint: delivery.detail })}>
      {names[delivery.state]}
    </Tag>
  );
}
