/** The variables `read-original` is deployed with; infra types its `environment` from this list. */
export const env = [
  'TABLE_NAME',
  'RAW_MAIL_BUCKET',
  'ATTACHMENTS_BUCKET',
  'DOWNLOADS_HOST',
  'MAIL_TOKEN_SECRET_ARN',
  'SUPPORT_ADDRESS',
  'DESK_NAME',
] as const;
