/** `ResponseHeadersPolicyConfig`, as far as it is obeyed. */
export interface HeadersPolicy {
  readonly SecurityHeadersConfig?: {
    readonly ContentSecurityPolicy?: { readonly ContentSecurityPolicy: string } & Override;
    readonly ContentTypeOptions?: Override;
    readonly FrameOptions?: { readonly FrameOption: string } & Override;
    readonly ReferrerPolicy?: { readonly ReferrerPolicy: string } & Override;
    readonly StrictTransportSecurity?: {
      readonly AccessControlMaxAgeSec: number;
      readonly IncludeSubdomains?: boolean;
      readonly Preload?: boolean;
    } & Override;
  };
  readonly CustomHeadersConfig?: {
    readonly Items: readonly ({ readonly Header: string; readonly Value: string } & Override)[];
  };
}

interface Override {
  /** Whether it beats the origin's own header. */
  readonly Override?: boolean;
}

type Headers = Readonly<Record<string, string | readonly string[]>>;
type Rule = { readonly name: string; readonly value: string; readonly override: boolean };

const rulesOf = ({
  SecurityHeadersConfig: security = {},
  CustomHeadersConfig,
}: HeadersPolicy): readonly Rule[] => {
  const { ContentSecurityPolicy: csp, ContentTypeOptions: sniff, FrameOptions: frame } = security;
  const { ReferrerPolicy: referrer, StrictTransportSecurity: hsts } = security;
  const rule = (name: string, value: string, from: Override): Rule => ({
    name,
    value,
    override: from.Override === true,
  });
  return [
    ...(csp ? [rule('content-security-policy', csp.ContentSecurityPolicy, csp)] : []),
    ...(sniff ? [rule('x-content-type-options', 'nosniff', sniff)] : []),
    ...(frame ? [rule('x-frame-options', frame.FrameOption, frame)] : []),
    ...(referrer ? [rule('referrer-policy', referrer.ReferrerPolicy, referrer)] : []),
    ...(hsts
      ? [
          rule(
            'strict-transport-security',
            `max-age=${hsts.AccessControlMaxAgeSec}${hsts.IncludeSubdomains ? '; includeSubDomains' : ''}${hsts.Preload ? '; preload' : ''}`,
            hsts,
          ),
        ]
      : []),
    ...(CustomHeadersConfig?.Items ?? []).map((one) => rule(one.Header.toLowerCase(), one.Value, one)),
  ];
};

/** Adds a policy's headers to an answer's; the origin's own stay unless the policy overrides them. */
export const applyHeadersPolicy = (policy: HeadersPolicy | undefined, headers: Headers): Headers =>
  Object.fromEntries([
    ...Object.entries(headers),
    ...rulesOf(policy ?? {})
      .filter(({ name, override }) => override || !(name in headers))
      .map(({ name, value }) => [name, value] as const),
  ]);
