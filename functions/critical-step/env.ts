/** The variables `critical-step` is deployed with; infra types its `environment` from this list. */
export const env = ['TABLE_NAME', 'PAGING_SERVICE'] as const;
