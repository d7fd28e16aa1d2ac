import type { PreTokenGenerationV2TriggerHandler } from 'aws-lambda';

/**
 * Puts the verified e-mail address into a person's access token, which Cognito leaves out: by it the API
 * finds who they are in its own table. An address that nobody verified stays out.
 */
export const handler: PreTokenGenerationV2TriggerHandler = async (event) => {
  const { email, email_verified: verified } = event.request.userAttributes;
  const claims = email !== undefined && verified === 'true' ? { email: email.toLowerCase() } : {};
  event.response = {
    claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claims } },
  };
  return event;
};
