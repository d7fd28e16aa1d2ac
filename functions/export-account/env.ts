/** The variables `export-account` is deployed with; infra types its `environment` from this list. */
export const env = ['TABLE_NAME', 'RAW_MAIL_BUCKET', 'ATTACHMENTS_BUCKET', 'EXPORTS_BUCKET'] as const;
