import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

/** An event as it goes on the bus. */
export interface Publication {
  readonly source: string;
  readonly detailType: string;
  readonly time: string;
  readonly detail: unknown;
}

export interface EventBus {
  /** Publishes in order and answers with the indexes of those that the bus did not take. */
  readonly publish: (publications: readonly Publication[]) => Promise<number[]>;
}

/** What one `PutEvents` call takes: entries, and bytes in all (the rest of 1 MB is for what surrounds a detail). */
const limits = { entries: 10, bytes: 900_000 };

export function eventBus(name: string, client = new EventBridgeClient({})): EventBus {
  return {
    publish: async (publications) => {
      const failed: number[] = [];
      const entries = publications.map(({ source, detailType, time, detail }) => ({
        EventBusName: name,
        Source: source,
        DetailType: detailType,
        Time: new Date(time),
        Detail: JSON.stringify(detail),
      }));
      for (let start = 0; start < entries.length; ) {
        const batch = entries.slice(start, start + fitting(entries, start));
        const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: batch }));
        // A refused entry comes back inside a 200, at its own index.
        const first = start;
        Entries.forEach(({ ErrorCode }, index) => {
          if (ErrorCode !== undefined) failed.push(first + index);
        });
        start += batch.length;
      }
      return failed;
    },
  };
}

/** How many entries from `start` on go into one call, one at least: ten mails with long lists of people do not. */
function fitting(entries: readonly { readonly Detail: string }[], start: number): number {
  let bytes = 0;
  const more = entries.slice(start, start + limits.entries).findIndex(({ Detail }) => {
    bytes += Buffer.byteLength(Detail);
    return bytes > limits.bytes;
  });
  return more === -1 ? limits.entries : Math.max(1, more);
}
