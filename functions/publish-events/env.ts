/** The variables `publish-events` is deployed with; infra types its `environment` from this list. */
export const env = ['EVENT_BUS_NAME'] as const;
