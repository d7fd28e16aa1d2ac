/** The variables `submit-event` is deployed with; infra types its `environment` from this list. */
export const env = [
  'TABLE_NAME',
  'MAIL_TOKEN_SECRET_ARN',
  'SUPPORT_ADDRESS',
  'DESK_NAME',
  'HOTLINE_NUMBERS',
] as const;
