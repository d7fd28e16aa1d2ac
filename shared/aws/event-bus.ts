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

/** What one `PutEvents` call takes. */
const batch = 10;

export function eventBus(name: string, client = new EventBridgeClient({})): EventBus {
  return {
    publish: async (publications) => {
      const failed: number[] = [];
      for (let start = 0; start < publications.length; start += batch) {
        const { Entries = [] } = await client.send(
          new PutEventsCommand({
            Entries: publications.slice(start, start + batch).map(({ source, detailType, time, detail }) => ({
              EventBusName: name,
              Source: source,
              DetailType: detailType,
              Time: new Date(time),
              Detail: JSON.stringify(detail),
            })),
          }),
        );
        // A refused entry comes back inside a 200, at its own index.
        Entries.forEach(({ ErrorCode }, index) => {
          if (ErrorCode !== undefined) failed.push(start + index);
        });
      }
      return failed;
    },
  };
}
