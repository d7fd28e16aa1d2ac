import { AwsError } from '../aws.ts';
import type { Operations } from '../endpoint/service.ts';
import type { User, Users } from './users.ts';

interface Input {
  readonly UserPoolId?: string;
  readonly Username?: string;
  readonly GroupName?: string;
  readonly UserAttributes?: readonly { Name: string; Value: string }[];
}

export interface UserPorts {
  readonly users: Users;
  readonly groups: ReadonlySet<string>;
  readonly usernameOf: (user: User) => string;
  readonly arnOfPool: (id?: string) => string;
}

const attributesOf = (user: User) =>
  Object.entries({ sub: user.sub, email: user.email, email_verified: 'true', ...user.attributes }).map(
    ([Name, Value]) => ({
      Name,
      Value,
    }),
  );

/** The user pool's API, as far as functions call it. */
export const userOperations = ({ users, groups, usernameOf, arnOfPool }: UserPorts): Operations<Input> => {
  const shown = (user: User) => ({
    Username: usernameOf(user),
    Enabled: user.enabled,
    UserStatus: 'CONFIRMED',
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.createdAt / 1000,
  });
  const needs =
    (action: string) =>
    ({ UserPoolId }: Input) => [{ action: `cognito-idp:${action}`, resource: arnOfPool(UserPoolId) }];
  const named = ({ Username = '' }: Input): string => Username;

  const inGroup = ({ GroupName = '' }: Input): string => {
    if (!groups.has(GroupName))
      throw new AwsError('ResourceNotFoundException', `Group not found: ${GroupName}`);
    return GroupName;
  };

  return {
    AdminCreateUser: {
      needs: needs('AdminCreateUser'),
      run: (input) => {
        const attributes = Object.fromEntries(
          (input.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]),
        );
        const user = users.create(attributes.email ?? named(input), { attributes });
        return { User: { ...shown(user), Attributes: attributesOf(user) } };
      },
    },
    AdminGetUser: {
      needs: needs('AdminGetUser'),
      run: (input) => {
        const user = users.find(named(input));
        return { ...shown(user), UserAttributes: attributesOf(user) };
      },
    },
    AdminAddUserToGroup: {
      needs: needs('AdminAddUserToGroup'),
      run: (input) => {
        const group = inGroup(input);
        users.change(named(input), (user) => ({ ...user, groups: [...new Set([...user.groups, group])] }));
      },
    },
    AdminRemoveUserFromGroup: {
      needs: needs('AdminRemoveUserFromGroup'),
      run: (input) => {
        const group = inGroup(input);
        users.change(named(input), (user) => ({
          ...user,
          groups: user.groups.filter((one) => one !== group),
        }));
      },
    },
    AdminDisableUser: {
      needs: needs('AdminDisableUser'),
      run: (input) => void users.change(named(input), (user) => ({ ...user, enabled: false })),
    },
    AdminEnableUser: {
      needs: needs('AdminEnableUser'),
      run: (input) => void users.change(named(input), (user) => ({ ...user, enabled: true })),
    },
    AdminListGroupsForUser: {
      needs: needs('AdminListGroupsForUser'),
      run: (input) => ({ Groups: users.find(named(input)).groups.map((GroupName) => ({ GroupName })) }),
    },
    ListUsers: {
      needs: needs('ListUsers'),
      run: () => ({
        Users: users.all().map((user) => ({ ...shown(user), Attributes: attributesOf(user) })),
      }),
    },
  };
};
