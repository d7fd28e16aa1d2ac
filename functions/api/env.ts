/** The variables `api` is deployed with; infra types its `environment` from this list. */
export const env = [
  'TABLE_NAME',
  'RAW_MAIL_BUCKET',
  'ATTACHMENTS_BUCKET',
  'ATTACHMENTS_URL',
  'MAIL_TOKEN_SECRET_ARN',
  'SUPPORT_ADDRESS',
  'DESK_NAME',
  'EVENT_BUS_NAME',
  'USER_POOL_ID',
  'HOTLINE_NUMBERS',
  'WEB_URL',
] as const;
