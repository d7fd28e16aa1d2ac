/** Where this deployment's API and sign-in are; written by the deployment beside the site. */
export type Config =
  | { readonly local: true; readonly apiUrl?: string }
  | {
      readonly local?: false;
      /** Without a path; empty when the API has the site's own address. */
      readonly apiUrl: string;
      /** `https://….auth.REGION.amazoncognito.com` */
      readonly cognitoDomain: string;
      readonly clientId: string;
    };

/** @throws when the file is missing or is not a configuration: the site was deployed incompletely. */
export async function loadConfig(): Promise<Config> {
  const response = await fetch('/config.json', { cache: 'no-cache' });
  const config: unknown = response.ok ? await response.json() : null;
  if (!isConfig(config)) throw new Error('config.json names neither a sign-in nor the local desk.');
  return config;
}

function isConfig(value: unknown): value is Config {
  if (value === null || typeof value !== 'object') return false;
  if ('local' in value && value.local === true) return true;
  const texts = ['apiUrl', 'cognitoDomain', 'clientId'] as const;
  return texts.every((name) => name in value && typeof (value as Record<string, unknown>)[name] === 'string');
}
