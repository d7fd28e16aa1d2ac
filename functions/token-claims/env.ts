/** `token-claims` learns everything from Cognito's event. */
export const env = [] as const;
