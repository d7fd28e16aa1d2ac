/** The variables `sweep-mail` is deployed with; infra types its `environment` from this list. */
export const env = ['TABLE_NAME', 'RAW_MAIL_BUCKET', 'STORED_MAIL_QUEUE_URL'] as const;
