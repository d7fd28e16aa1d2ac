import type { Handlers } from '../template/deploy.ts';
import { type Iam, managedPolicy } from './iam.ts';
import type { PolicyDocument } from './policy.ts';

/** Roles and their policies. */
export const iamHandlers = (iam: Iam): Handlers => ({
  'AWS::IAM::Role': {
    properties: ['RoleName', 'AssumeRolePolicyDocument', 'Policies', 'ManagedPolicyArns'],
    ignored: ['MaxSessionDuration', 'Path'],
    put({ properties, physicalName }) {
      const inline = (properties.Policies ?? []) as { PolicyDocument: PolicyDocument }[];
      const managed = (properties.ManagedPolicyArns ?? []) as string[];
      const role = iam.addRole({
        name: String(properties.RoleName ?? physicalName({ max: 64 })),
        trust: properties.AssumeRolePolicyDocument as PolicyDocument,
        policies: [...inline.map(({ PolicyDocument: one }) => one), ...managed.map(managedPolicy)],
      });
      return { ref: role.name, attributes: { Arn: role.arn, RoleId: role.accessKeyId } };
    },
  },
  'AWS::IAM::Policy': {
    properties: ['PolicyName', 'PolicyDocument', 'Roles'],
    put({ properties }) {
      for (const role of properties.Roles as string[])
        iam.attach(role, properties.PolicyDocument as PolicyDocument);
      return { ref: String(properties.PolicyName) };
    },
  },
});
