import {
  AlreadyExistsException,
  CreateReceiptRuleSetCommand,
  DeleteReceiptRuleSetCommand,
  DescribeActiveReceiptRuleSetCommand,
  DescribeReceiptRuleSetCommand,
  RuleSetDoesNotExistException,
  SESClient,
  SetActiveReceiptRuleSetCommand,
} from '@aws-sdk/client-ses';

/**
 * The receipt rule sets of the account and Region. One at most is active, and the active one cannot be
 * deleted (SES API, `SetActiveReceiptRuleSet` and `DeleteReceiptRuleSet`).
 */
export interface RuleSets {
  /** The name of the active set, or null. */
  readonly active: () => Promise<string | null>;
  /** Whether a set holds any rule, ours or another's; a set that does not exist holds none. */
  readonly hasRules: (name: string) => Promise<boolean>;
  /** Makes a set; one of that name that is there already is kept as it is. */
  readonly create: (name: string) => Promise<void>;
  /** Makes a set the active one; null leaves none active. */
  readonly activate: (name: string | null) => Promise<void>;
  /** Deletes a set that is not active; one that is gone already is fine. */
  readonly remove: (name: string) => Promise<void>;
}

/** SES answers these calls once a second per account: patience is part of the client. */
export function sesRuleSets(client = new SESClient({ maxAttempts: 8 })): RuleSets {
  return {
    active: async () => {
      const { Metadata } = await client.send(new DescribeActiveReceiptRuleSetCommand({}));
      return Metadata?.Name ?? null;
    },
    hasRules: async (name) => {
      try {
        const { Rules } = await client.send(new DescribeReceiptRuleSetCommand({ RuleSetName: name }));
        return (Rules ?? []).length > 0;
      } catch (error) {
        if (error instanceof RuleSetDoesNotExistException) return false;
        throw error;
      }
    },
    create: async (name) => {
      try {
        await client.send(new CreateReceiptRuleSetCommand({ RuleSetName: name }));
      } catch (error) {
        if (!(error instanceof AlreadyExistsException)) throw error;
      }
    },
    activate: async (name) => {
      await client.send(new SetActiveReceiptRuleSetCommand(name === null ? {} : { RuleSetName: name }));
    },
    remove: async (name) => {
      try {
        await client.send(new DeleteReceiptRuleSetCommand({ RuleSetName: name }));
      } catch (error) {
        if (!(error instanceof RuleSetDoesNotExistException)) throw error;
      }
    },
  };
}
