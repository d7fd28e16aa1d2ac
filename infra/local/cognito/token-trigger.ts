import { AwsError, LocalCloudError } from '../aws.ts';
import type { Outcome } from '../lambda/environment.ts';
import { within } from '../within.ts';
import type { User } from './users.ts';

/** What goes into an access token, before and after a trigger has seen it. */
export interface TokenContents {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly scopes: readonly string[];
  readonly groups: readonly string[];
}

export interface TriggerContext {
  readonly region: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly user: User;
}

/** Changes the access tokens of people, as a pool's pre token generation trigger says. */
export type TokenTrigger = (contents: TokenContents, context: TriggerContext) => Promise<TokenContents>;

interface Overrides {
  readonly accessTokenGeneration?: {
    readonly claimsToAddOrOverride?: Readonly<Record<string, unknown>>;
    readonly claimsToSuppress?: readonly string[];
    readonly scopesToAdd?: readonly string[];
    readonly scopesToSuppress?: readonly string[];
  };
  readonly groupOverrideDetails?: { readonly groupsToOverride?: readonly string[] };
}

/** Cognito waits so long for a trigger. */
const TIMEOUT_MS = 5_000;

/** Claims that no trigger may touch (Cognito developer guide, "Pre token generation Lambda trigger"). */
const FIXED = [
  'sub',
  'iss',
  'exp',
  'iat',
  'jti',
  'token_use',
  'client_id',
  'auth_time',
  'username',
  'version',
];

const eventOf = ({ scopes, groups }: TokenContents, context: TriggerContext): object => ({
  version: '2',
  triggerSource: 'TokenGeneration_HostedAuth',
  region: context.region,
  userPoolId: context.userPoolId,
  userName: context.username,
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: context.clientId },
  request: {
    userAttributes: {
      sub: context.user.sub,
      email: context.user.email,
      email_verified: 'true',
      'cognito:user_status': 'CONFIRMED',
      ...context.user.attributes,
    },
    groupConfiguration: { groupsToOverride: groups, iamRolesToOverride: [], preferredRole: null },
    scopes,
  },
  response: { claimsAndScopeOverrideDetails: null },
});

const apply = (
  contents: TokenContents,
  { accessTokenGeneration = {}, groupOverrideDetails = {} }: Overrides,
) => {
  const {
    claimsToAddOrOverride = {},
    claimsToSuppress = [],
    scopesToAdd = [],
    scopesToSuppress = [],
  } = accessTokenGeneration;
  const added = Object.entries(claimsToAddOrOverride).filter(([name]) => !FIXED.includes(name));
  const claims = Object.entries({ ...contents.claims, ...Object.fromEntries(added) }).filter(
    ([name]) => FIXED.includes(name) || !claimsToSuppress.includes(name),
  );
  return {
    claims: Object.fromEntries(claims),
    scopes: [...contents.scopes, ...scopesToAdd].filter((scope) => !scopesToSuppress.includes(scope)),
    groups: groupOverrideDetails.groupsToOverride ?? contents.groups,
  };
};

/**
 * The trigger of a pool's `LambdaConfig`, of which `PreTokenGenerationConfig` from version 2 on is known.
 *
 * @throws LocalCloudError for any other trigger.
 */
export const createTokenTrigger = (
  config: Readonly<Record<string, unknown>>,
  invoke: (functionArn: string, payload: string) => Promise<Outcome>,
): TokenTrigger => {
  const { PreTokenGenerationConfig, ...others } = config;
  const unknown = Object.keys(others)[0];
  if (unknown) throw new LocalCloudError(`The local Cognito does not know the trigger ${unknown}.`);
  const { LambdaArn, LambdaVersion } = (PreTokenGenerationConfig ?? {}) as Record<string, string | undefined>;
  // Version 1 changes ID tokens only, of which there are none here.
  if (LambdaArn === undefined || LambdaVersion === 'V1_0') return async (contents) => contents;
  return async (contents, context) => {
    const outcome = await within(invoke(LambdaArn, JSON.stringify(eventOf(contents, context))), TIMEOUT_MS);
    if (outcome === 'late' || outcome.functionError)
      throw new AwsError(
        'UserLambdaValidationException',
        `PreTokenGeneration failed: ${outcome === 'late' ? 'timeout' : outcome.payload}`,
      );
    const { response } = JSON.parse(outcome.payload) as {
      response?: { claimsAndScopeOverrideDetails?: Overrides };
    };
    return apply(contents, response?.claimsAndScopeOverrideDetails ?? {});
  };
};
