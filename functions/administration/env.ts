/** The variables `administration` is deployed with; infra types its `environment` from this list. */
export const env = [
  'TABLE_NAME',
  'EXPORTS_BUCKET',
  'DOWNLOADS_HOST',
  'MAIL_TOKEN_SECRET_ARN',
  'SUPPORT_ADDRESS',
  'DESK_NAME',
  'EVENT_BUS_NAME',
  'WEB_URL',
  'WEBHOOK_NETWORK',
] as const;

/** The parts of `/v1` that it answers; every other goes to `api`. */
export const paths = [
  'accounts',
  'people',
  'machine-clients',
  'calendars',
  'on-call',
  'rules',
  'canned-answers',
  'webhooks',
  'quarantine',
  'reports',
  'audit',
] as const;
