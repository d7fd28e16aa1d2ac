/** The variables `prove-coverage` is deployed with; infra types its `environment` from this list. */
export const env = ['TABLE_NAME'] as const;
