import type { ApiRequest, WireAnswer } from '../endpoint/service.ts';

/** A rule of a bucket's `CorsConfiguration`. */
export interface CorsRule {
  readonly AllowedOrigins: readonly string[];
  readonly AllowedMethods: readonly string[];
  readonly AllowedHeaders?: readonly string[];
  readonly ExposedHeaders?: readonly string[];
  readonly MaxAge?: number;
}

/** A page that this machine serves stands for the site, whose address on AWS the template names. */
const LOCAL_PAGE = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/;

const ruleFor = (rules: readonly CorsRule[], origin: string, method: string): CorsRule | undefined =>
  rules.find(
    ({ AllowedOrigins, AllowedMethods }) =>
      AllowedMethods.includes(method) &&
      (AllowedOrigins.includes('*') || AllowedOrigins.includes(origin) || LOCAL_PAGE.test(origin)),
  );

const headersOf = ({ ExposedHeaders = [] }: CorsRule, origin: string): Record<string, string> => ({
  'access-control-allow-origin': origin,
  vary: 'Origin',
  ...(ExposedHeaders.length > 0 ? { 'access-control-expose-headers': ExposedHeaders.join(',') } : {}),
});

/** S3's answer to a browser's preflight; 403 when no rule allows what is asked for. */
export const bucketPreflight = (rules: readonly CorsRule[], { headers }: ApiRequest): WireAnswer => {
  const { origin = '', 'access-control-request-method': method = '' } = headers;
  const rule = ruleFor(rules, origin, String(method));
  if (!rule) return { status: 403, headers: {}, body: 'CORSResponse: This CORS request is not allowed.' };
  return {
    status: 200,
    headers: {
      ...headersOf(rule, origin),
      'access-control-allow-methods': rule.AllowedMethods.join(','),
      'access-control-allow-headers': (rule.AllowedHeaders ?? []).join(','),
      ...(rule.MaxAge === undefined ? {} : { 'access-control-max-age': String(rule.MaxAge) }),
    },
    body: '',
  };
};

/** Headers that let a page read the answer to its request. */
export const corsHeaders = (
  rules: readonly CorsRule[],
  { method, headers }: ApiRequest,
): Record<string, string> => {
  const { origin } = headers;
  const rule = origin === undefined ? undefined : ruleFor(rules, origin, method);
  return rule && origin ? headersOf(rule, origin) : {};
};
