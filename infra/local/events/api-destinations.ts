import { arnOf, LocalCloudError } from '../aws.ts';
import {
  type ApiDestination,
  type ConnectionAuth,
  createApiDestination,
  DeliveryError,
  type HttpParameters,
} from '../eventbridge/index.ts';
import type { Role } from '../iam/iam.ts';
import type { Platform } from '../platform.ts';
import type { Handlers } from '../template/deploy.ts';

interface Parameter {
  readonly Key: string;
  readonly Value: string;
}
interface AuthParameters {
  readonly ApiKeyAuthParameters?: { readonly ApiKeyName: string; readonly ApiKeyValue: string };
  readonly BasicAuthParameters?: { readonly Username: string; readonly Password: string };
  readonly InvocationHttpParameters?: {
    readonly HeaderParameters?: readonly Parameter[];
    readonly QueryStringParameters?: readonly Parameter[];
    readonly BodyParameters?: readonly Parameter[];
  };
}

interface Ports {
  /** The value of a secret that is not the template's own: on AWS a person makes it before deploying. */
  readonly secretOf: (name: string) => string;
}

const reference = /\{\{resolve:secretsmanager:(.+?):SecretString:::\}\}/g;

/** Calls to addresses outside: what rules with an API destination do. */
export const createApiDestinations = ({ region, iam, clock }: Platform, { secretOf }: Ports) => {
  const connections = new Map<string, ApiDestination['connection']>();
  const destinations = new Map<string, ReturnType<typeof createApiDestination>>();
  const reveal = (text: string): string => text.replace(reference, (_whole, name: string) => secretOf(name));
  const pairs = (parameters: readonly Parameter[] = []): Record<string, string> =>
    Object.fromEntries(parameters.map(({ Key, Value }) => [Key, reveal(Value)]));

  const authOf = (logicalId: string, asked: AuthParameters): ConnectionAuth => {
    const { ApiKeyAuthParameters: key, BasicAuthParameters: basic } = asked;
    if (key)
      return {
        AuthorizationType: 'API_KEY',
        ApiKeyName: key.ApiKeyName,
        ApiKeyValue: reveal(key.ApiKeyValue),
      };
    if (basic)
      return { AuthorizationType: 'BASIC', Username: basic.Username, Password: reveal(basic.Password) };
    throw new LocalCloudError(`The local cloud knows connections by API key or password: ${logicalId}.`);
  };

  const handlers: Handlers = {
    'AWS::Events::Connection': {
      properties: ['Name', 'AuthorizationType', 'AuthParameters'],
      put({ properties, logicalId, physicalName }) {
        const name = String(properties.Name ?? physicalName({ max: 64 }));
        const arn = arnOf('events', region, `connection/${name}/local`);
        const asked = properties.AuthParameters as AuthParameters;
        const { HeaderParameters, QueryStringParameters, BodyParameters } =
          asked.InvocationHttpParameters ?? {};
        connections.set(arn, {
          ...authOf(logicalId, asked),
          headers: pairs(HeaderParameters),
          query: pairs(QueryStringParameters),
          body: pairs(BodyParameters),
        });
        return { ref: name, attributes: { Arn: arn } };
      },
    },
    'AWS::Events::ApiDestination': {
      properties: [
        'Name',
        'ConnectionArn',
        'HttpMethod',
        'InvocationEndpoint',
        'InvocationRateLimitPerSecond',
      ],
      put({ properties, physicalName, logicalId }) {
        const name = String(properties.Name ?? physicalName({ max: 64 }));
        const arn = arnOf('events', region, `api-destination/${name}/local`);
        const connection = connections.get(String(properties.ConnectionArn));
        if (!connection) throw new LocalCloudError(`The API destination ${logicalId} has no connection.`);
        const destination = { ...(properties as unknown as ApiDestination), connection };
        destinations.set(arn, createApiDestination(destination, { clock }));
        return { ref: name, attributes: { Arn: arn } };
      },
    },
  };

  return {
    handlers,
    /** @throws DeliveryError */
    async invoke(role: Role | undefined, arn: string, payload: string, target: object): Promise<void> {
      const destination = destinations.get(arn);
      if (!role || !destination) {
        const why = role ? `There is no API destination ${arn}.` : `The target ${arn} needs a role.`;
        throw new DeliveryError(role ? 'RESOURCE_NOT_FOUND' : 'NO_PERMISSIONS', why, { retriable: false });
      }
      iam.authorise(role, { action: 'events:InvokeApiDestination', resource: arn });
      await destination.invoke(payload, (target as { HttpParameters?: HttpParameters }).HttpParameters);
    },
  };
};
