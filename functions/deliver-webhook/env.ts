/** The variables `deliver-webhook` is deployed with; infra types its `environment` from this list. */
export const env = ['TABLE_NAME', 'MAIL_TOKEN_SECRET_ARN', 'QUEUE_URL', 'WEBHOOK_NETWORK'] as const;
