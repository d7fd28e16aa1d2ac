/**
 * Stands in for `@smithy/core/event-streams` in every bundle. Only operations that stream their answer as events need
 * it (S3's SelectObjectContent, Lambda's InvokeWithResponseStream, ...), and nothing here calls one; should
 * something, it fails with these words. 19 KB, measured.
 */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;

export const eventStreamSerdeProvider = (): never => {
  throw new Error('Bundles leave event streams out: see infra/no-event-streams.ts.');
};

export class EventStreamSerde {}
