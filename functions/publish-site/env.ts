/** The variables `publish-site` is deployed with; infra types its `environment` from this list. */
export const env = ['SITE_BUCKET'] as const;
