/** The variables `advance-critical` is deployed with; infra types its `environment` from this list. */
export const env = ['TABLE_NAME', 'PAGING_SERVICE'] as const;
