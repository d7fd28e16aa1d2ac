/** The variables `send-code` is deployed with; infra types its `environment` from this list. */
export const env = ['TABLE_NAME', 'SUPPORT_ADDRESS', 'DESK_NAME', 'CONFIGURATION_SET', 'WEB_URL'] as const;
