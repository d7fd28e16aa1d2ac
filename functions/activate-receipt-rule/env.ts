/** `activate-receipt-rule` learns everything from the custom resource's properties. */
export const env = [] as const;
