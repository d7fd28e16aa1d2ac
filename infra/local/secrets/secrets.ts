import { randomBytes, randomInt } from 'node:crypto';
import { AwsError, arnOf } from '../aws.ts';
import { jsonProtocol, serviceOf } from '../endpoint/protocols.ts';
import type { Operations, Service } from '../endpoint/service.ts';
import type { Platform } from '../platform.ts';
import type { Handlers } from '../template/deploy.ts';

interface Input {
  readonly SecretId?: string;
  readonly SecretString?: string;
}

interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly value: string;
  readonly versionId: string;
  readonly createdAt: number;
}

interface Recipe {
  readonly PasswordLength?: number;
  readonly ExcludeCharacters?: string;
  readonly ExcludePunctuation?: boolean;
  readonly ExcludeUppercase?: boolean;
  readonly ExcludeLowercase?: boolean;
  readonly ExcludeNumbers?: boolean;
  readonly IncludeSpace?: boolean;
  readonly SecretStringTemplate?: string;
  readonly GenerateStringKey?: string;
}

const generate = (recipe: Recipe): string => {
  const alphabet = [
    recipe.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    recipe.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    recipe.ExcludeNumbers ? '' : '0123456789',
    recipe.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    recipe.IncludeSpace ? ' ' : '',
  ].join('');
  const usable = [...alphabet].filter((one) => !(recipe.ExcludeCharacters ?? '').includes(one));
  const length = Number(recipe.PasswordLength ?? 32);
  const text = Array.from({ length }, () => usable[randomInt(usable.length)]).join('');
  if (!recipe.GenerateStringKey) return text;
  return JSON.stringify({
    ...JSON.parse(recipe.SecretStringTemplate ?? '{}'),
    [recipe.GenerateStringKey]: text,
  });
};

export interface Secrets {
  readonly handlers: Handlers;
  readonly api: Service;
  /** The value of a secret that a template names and does not make; made up where nobody has put it. */
  secretOf(name: string): string;
}

/** The local Secrets Manager: a generated secret is made once and kept for as long as the data directory is. */
export const createSecrets = ({ region, store, clock, log }: Platform): Secrets => {
  const keyOf = (name: string): string => `secrets/${name}`;

  const find = (id = ''): Secret => {
    const name = id.startsWith('arn:') ? id.split(':secret:')[1]?.replace(/-[A-Za-z0-9]{6}$/, '') : id;
    const secret = store.get(keyOf(name ?? '')) as Secret | undefined;
    if (!secret)
      throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return secret;
  };

  const arnOfId = ({ SecretId }: Input): string => {
    try {
      return find(SecretId).arn;
    } catch {
      return SecretId ?? '';
    }
  };

  const operations: Operations<Input> = {
    GetSecretValue: {
      needs: (input) => [{ action: 'secretsmanager:GetSecretValue', resource: arnOfId(input) }],
      run: ({ SecretId }) => {
        const { arn, name, value, versionId, createdAt } = find(SecretId);
        return {
          ARN: arn,
          Name: name,
          SecretString: value,
          VersionId: versionId,
          VersionStages: ['AWSCURRENT'],
          CreatedDate: createdAt / 1000,
        };
      },
    },
    PutSecretValue: {
      needs: (input) => [{ action: 'secretsmanager:PutSecretValue', resource: arnOfId(input) }],
      run: ({ SecretId, SecretString = '' }) => {
        const secret = { ...find(SecretId), value: SecretString, versionId: randomBytes(16).toString('hex') };
        store.put(keyOf(secret.name), secret);
        return { ARN: secret.arn, Name: secret.name, VersionId: secret.versionId };
      },
    },
  };

  const make = (name: string, value: string): Secret => {
    const secret: Secret = {
      name,
      arn: arnOf('secretsmanager', region, `secret:${name}-${randomBytes(3).toString('hex')}`),
      value,
      versionId: randomBytes(16).toString('hex'),
      createdAt: clock.now(),
    };
    store.put(keyOf(name), secret);
    return secret;
  };

  const secretOf = (name: string): string => {
    const kept = store.get(keyOf(name)) as Secret | undefined;
    if (kept) return kept.value;
    log('secrets', `${name} is not there: its value is made up`);
    return make(name, generate({ PasswordLength: 32, ExcludePunctuation: true })).value;
  };

  const handlers: Handlers = {
    'AWS::SecretsManager::Secret': {
      properties: ['Name', 'GenerateSecretString', 'SecretString'],
      ignored: ['KmsKeyId'],
      put({ properties, physicalName }) {
        const name = String(properties.Name ?? physicalName());
        const kept = store.get(keyOf(name)) as Secret | undefined;
        if (kept) return { ref: kept.arn, attributes: { Id: kept.arn } };
        const secret = make(
          name,
          String(properties.SecretString ?? generate((properties.GenerateSecretString ?? {}) as Recipe)),
        );
        return { ref: secret.arn, attributes: { Id: secret.arn } };
      },
    },
  };

  return { handlers, api: serviceOf(jsonProtocol('1.1'), operations) as Service, secretOf };
};
