import { matches } from '../eventbridge/index.ts';

/** An attribute of a published message. */
export interface TopicAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

const attributeValue = ({ DataType, StringValue = '' }: TopicAttribute): unknown => {
  if (DataType.startsWith('Number')) return Number(StringValue);
  if (DataType.startsWith('String.Array')) return JSON.parse(StringValue);
  return StringValue;
};

/**
 * Whether a subscription's filter policy lets a message through. By attributes unless the scope says
 * `MessageBody` (SNS developer guide, "Amazon SNS subscription filter policies").
 */
export const passesFilter = (
  subscription: { readonly FilterPolicy?: unknown; readonly FilterPolicyScope?: unknown },
  message: { readonly body: string; readonly attributes: Readonly<Record<string, TopicAttribute>> },
): boolean => {
  const { FilterPolicy, FilterPolicyScope } = subscription;
  if (FilterPolicy === undefined) return true;
  if (FilterPolicyScope !== 'MessageBody')
    return matches(
      FilterPolicy,
      JSON.stringify(
        Object.fromEntries(
          Object.entries(message.attributes).map(([name, one]) => [name, attributeValue(one)]),
        ),
      ),
    );
  try {
    return matches(FilterPolicy, JSON.stringify(JSON.parse(message.body)));
  } catch {
    return false;
  }
};
