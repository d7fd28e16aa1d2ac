/** The variables `reconcile-mail` is deployed with; infra types its `environment` from this list. */
export const env = ['TABLE_NAME', 'INBOUND_QUEUE_URL'] as const;
