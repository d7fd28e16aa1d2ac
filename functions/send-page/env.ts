/** The variables `send-page` is deployed with; infra types its `environment` from this list. */
export const env = ['TABLE_NAME', 'MAIL_TOKEN_SECRET_ARN', 'DESK_NAME', 'WEB_URL'] as const;
