import { CfnOutput, Duration, type RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  LambdaVersion,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
  UserPoolEmail,
  UserPoolGroup,
  UserPoolOperation,
  type UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';
import { signInMails } from './sign-in-mails.ts';

/** What a person may be. Names have no spaces: a JWT authorizer hands groups over as the text `[agent tam]`. */
const groups = {
  contact: 'A person of a customer: opens and follows the cases of the own account.',
  agent: 'Customer care: owns cases and answers them.',
  representative: 'Takes the calls of the Severity 1 hotline.',
  supervisor: 'Runs the desk: assigns, sees every case, edits accounts.',
  tam: 'Technical account manager: follows and escalates the cases of named accounts.',
} as const;

/** As the routes ask for them (shared/contracts/api). */
const scopes = {
  'cases:read': 'Read cases and their timelines.',
  'cases:write': 'Open cases and write on them.',
  'desk:read':
    'Read how the desk is set up: accounts, people, hours, quarantine, reports. The desk’s own programs only.',
  'desk:write': 'Change it. The desk’s own programs only.',
} as const;

export interface DeskUsersProps {
  /** Starts the address of the sign-in pages; unique in the Region. */
  readonly domainPrefix: string;
  readonly removalPolicy: RemovalPolicy;
  /** Names of programs that get a client secret. */
  readonly machineClients: readonly string[];
  /** What the mails with first passwords and codes call the desk. */
  readonly deskName: string;
  /** Where people come back to after signing in. */
  readonly webUrl: string;
  /** `functions/token-claims`: puts into access tokens what the API knows people by. */
  readonly tokenClaims: ServiceFunction;
  /** Sends codes and invitations through SES. @default Cognito's own mail, 50 a day */
  readonly sender?: { readonly address: string; readonly name: string; readonly domain: string };
}

/** Everyone who may sign in, the pages where they do, and the clients that the API believes. */
export class DeskUsers extends Construct {
  readonly pool: UserPool;
  /** Tokens of these clients are believed by the API. */
  readonly clients: readonly UserPoolClient[];
  /** The programs' clients among them, with their names. */
  readonly machines: readonly { readonly name: string; readonly client: UserPoolClient }[];
  /** The client that the dashboard signs people in by. */
  readonly web: UserPoolClient;
  /** The address of the sign-in pages, without a slash at its end. */
  readonly signInUrl: string;

  constructor(scope: Construct, id: string, props: DeskUsersProps) {
    super(scope, id);
    this.pool = this.createPool(props);
    this.pool.addTrigger(
      UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
      props.tokenClaims.handler,
      LambdaVersion.V2_0,
    );
    for (const [groupName, description] of Object.entries(groups)) {
      new UserPoolGroup(this, `Group-${groupName}`, { userPool: this.pool, groupName, description });
    }
    this.signInUrl = this.pool
      .addDomain('Domain', {
        cognitoDomain: { domainPrefix: props.domainPrefix },
        managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
      })
      .baseUrl();
    this.web = this.webClient(props.webUrl);
    this.machines = this.machineClients(props);
    this.clients = [this.web, ...this.machines.map(({ client }) => client)];
  }

  private createPool({ removalPolicy, sender, ...props }: DeskUsersProps): UserPool {
    const pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      ...signInMails(props),
      standardAttributes: { email: { required: true, mutable: true } },
      // People may change their own attributes: another address counts only once it is proven to be theirs.
      keepOriginal: { email: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.ESSENTIALS,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(7),
      },
      deletionProtection: removalPolicy === 'retain',
      removalPolicy,
      ...(sender && {
        email: UserPoolEmail.withSES({
          fromEmail: sender.address,
          fromName: sender.name,
          sesVerifiedDomain: sender.domain,
          sesRegion: Stack.of(this).region,
        }),
      }),
    });
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason:
        'Everyone is invited by hand and MFA is required; threat protection (Plus) is billed per user and can be switched on later.',
    });
    return pool;
  }

  private webClient(webUrl: string): UserPoolClient {
    const client = this.pool.addClient('Web', {
      generateSecret: false,
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${webUrl}/`],
        logoutUrls: [`${webUrl}/`],
      },
      // The API believes a token until it expires, even after its user signed out.
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.days(1),
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
    });
    // Managed login made by CloudFormation shows nothing until its client has a branding.
    new CfnManagedLoginBranding(this, 'WebBranding', {
      userPoolId: this.pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    return client;
  }

  private machineClients({ machineClients }: DeskUsersProps): DeskUsers['machines'] {
    const declared = Object.entries(scopes).map(
      ([scopeName, scopeDescription]) => new ResourceServerScope({ scopeName, scopeDescription }),
    );
    const server: UserPoolResourceServer = this.pool.addResourceServer('ResourceServer', {
      identifier: 'guardia',
      scopes: declared,
    });
    return machineClients.map((name) => {
      const client = this.pool.addClient(`Machine-${name}`, {
        generateSecret: true,
        disableOAuth: false,
        oAuth: {
          flows: { clientCredentials: true },
          scopes: declared.map((scope) => OAuthScope.resourceServer(server, scope)),
        },
        accessTokenValidity: Duration.hours(1),
      });
      const output = `ClientId${name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
      new CfnOutput(this, output, { value: client.userPoolClientId }).overrideLogicalId(output);
      return { name, client };
    });
  }
}
