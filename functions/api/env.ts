/** The variables `api` is deployed with; infra types its `environment` from this list. */
export const env = [
  'TABLE_NAME',
  'ATTACHMENTS_BUCKET',
  'DOWNLOADS_HOST',
  'MAIL_TOKEN_SECRET_ARN',
  'SUPPORT_ADDRESS',
  'DESK_NAME',
  'HOTLINE_NUMBERS',
  'WEB_URL',
] as const;
