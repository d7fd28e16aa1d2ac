/** The variables `start-critical` is deployed with; infra types its `environment` from this list. */
export const env = ['TABLE_NAME', 'STATE_MACHINE_ARN'] as const;
