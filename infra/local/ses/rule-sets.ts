import { AwsError, LocalCloudError } from '../aws.ts';
import type { Operations } from '../endpoint/service.ts';
import type { LocalStore } from '../store.ts';

/** A receipt rule's action that stores mail in a bucket. */
export interface S3Action {
  readonly BucketName: string;
  readonly ObjectKeyPrefix?: string;
  readonly TopicArn?: string;
}

export interface ReceiptRule {
  readonly Name: string;
  readonly Enabled?: boolean | string;
  readonly ScanEnabled?: boolean | string;
  readonly TlsPolicy?: string;
  readonly Recipients?: readonly string[];
  readonly Actions?: readonly Readonly<Record<string, unknown>>[];
}

interface RuleSet {
  readonly name: string;
  readonly createdAt: number;
  readonly rules: readonly ReceiptRule[];
}

export interface RuleSets {
  readonly operations: Operations<Input>;
  /** Makes a set unless it is there. */
  ensure(setName: string): void;
  /** Adds or replaces a rule. Answers whether it was new or changed. */
  putRule(setName: string, rule: ReceiptRule): boolean;
  /** Enabled rules of the active set that take a recipient, in order. */
  matching(recipient: string): readonly ReceiptRule[];
}

export interface Input {
  readonly RuleSetName?: string;
  readonly RuleName?: string;
  readonly Rule?: ReceiptRule;
}

const SET = 'ses/rule-sets/';
const ACTIVE = 'ses/active-rule-set';
const KNOWN_ACTIONS = ['S3Action', 'StopAction', 'AddHeaderAction'];

const isOn = (value: unknown): boolean => String(value) === 'true';

/** A rule without recipients takes every mail; a domain takes its addresses; `+label` does not matter. */
const takes = (rule: ReceiptRule, recipient: string): boolean => {
  const [local = '', domain = ''] = recipient.toLowerCase().split('@');
  const mailbox = `${local.split('+')[0]}@${domain}`;
  const wanted = (rule.Recipients ?? []).map((one) => one.toLowerCase());
  return (
    wanted.length === 0 ||
    wanted.some(
      (one) =>
        one === mailbox ||
        one === `${local}@${domain}` ||
        one === domain ||
        (one.startsWith('.') && domain.endsWith(one)),
    )
  );
};

const everywhere = (action: string) => () => [{ action: `ses:${action}`, resource: '*' }];

/** Receipt rule sets with SES's rules: one at most is active, and that one cannot be deleted. */
export const createRuleSets = (store: LocalStore, now: () => number): RuleSets => {
  const find = (name = ''): RuleSet => {
    const set = store.get(SET + name) as RuleSet | undefined;
    if (!set) throw new AwsError('RuleSetDoesNotExist', `Rule set does not exist: ${name}`);
    return set;
  };
  const activeName = (): string | undefined => (store.get(ACTIVE) as { name: string } | undefined)?.name;
  const ensure = (name: string): void => {
    if (store.get(SET + name)) return;
    store.put(SET + name, { name, createdAt: now(), rules: [] } satisfies RuleSet);
  };
  const shown = ({ name, createdAt, rules }: RuleSet) => ({
    Metadata: { Name: name, CreatedTimestamp: new Date(createdAt).toISOString() },
    Rules: rules,
  });

  const operations: Operations<Input> = {
    DescribeActiveReceiptRuleSet: {
      needs: everywhere('DescribeActiveReceiptRuleSet'),
      run: () => {
        const name = activeName();
        return name === undefined ? {} : shown(find(name));
      },
    },
    DescribeReceiptRuleSet: {
      needs: everywhere('DescribeReceiptRuleSet'),
      run: ({ RuleSetName }) => shown(find(RuleSetName)),
    },
    CreateReceiptRuleSet: {
      needs: everywhere('CreateReceiptRuleSet'),
      run: ({ RuleSetName = '' }) => {
        if (store.get(SET + RuleSetName))
          throw new AwsError('AlreadyExists', `Rule set already exists: ${RuleSetName}`);
        ensure(RuleSetName);
      },
    },
    SetActiveReceiptRuleSet: {
      needs: everywhere('SetActiveReceiptRuleSet'),
      run: ({ RuleSetName }) => {
        if (RuleSetName === undefined) return store.delete(ACTIVE);
        return store.put(ACTIVE, { name: find(RuleSetName).name });
      },
    },
    DeleteReceiptRuleSet: {
      needs: everywhere('DeleteReceiptRuleSet'),
      run: ({ RuleSetName = '' }) => {
        if (RuleSetName === activeName())
          throw new AwsError('CannotDelete', `Cannot delete active rule set: ${RuleSetName}`);
        store.delete(SET + RuleSetName);
      },
    },
  };

  return {
    operations,
    ensure,
    putRule(setName, rule) {
      const unknown = (rule.Actions ?? []).flatMap(Object.keys).find((name) => !KNOWN_ACTIONS.includes(name));
      if (unknown)
        throw new LocalCloudError(`Receipt rule ${rule.Name}: the local SES does not know ${unknown}.`);
      const set = find(setName);
      const before = set.rules.find(({ Name }) => Name === rule.Name);
      if (JSON.stringify(before) === JSON.stringify(rule)) return false;
      const rules = before ? set.rules.map((one) => (one === before ? rule : one)) : [...set.rules, rule];
      store.put(SET + setName, { ...set, rules });
      return true;
    },
    matching(recipient) {
      const name = activeName();
      if (name === undefined) return [];
      return find(name).rules.filter((rule) => isOn(rule.Enabled) && takes(rule, recipient));
    },
  };
};
