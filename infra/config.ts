import { readFileSync } from 'node:fs';
import * as z from 'zod';

/**
 * Regions with an SES e-mail receiving endpoint (`inbound-smtp.REGION.amazonaws.com`), from the AWS
 * General Reference, "Amazon SES endpoints and quotas", and from endpoints seen in use. AWS adds to it:
 * `mail.acceptUnlistedRegion` is the way past this list.
 */
export const regionsThatReceiveMail = [
  'ap-northeast-1',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'us-east-1',
  'us-east-2',
  'us-west-2',
] as const;

/** Regions with Amazon Connect (AWS General Reference, "Amazon Connect endpoints and quotas"). */
export const regionsWithConnect = [
  'af-south-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-west-2',
  'us-east-1',
  'us-west-2',
] as const;

const languages = ['es', 'en'] as const;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const domainName = z
  .string()
  .regex(
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    'use a lower-case domain name such as desk.example.com',
  );
const emailAddress = z.email('use an e-mail address such as support@desk.example.com');
const phoneNumber = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'use the international form without spaces, such as +34910000000');

const mail = z
  .strictObject({
    domain: domainName.default('guardia.example'),
    supportAddress: emailAddress.default('support@guardia.example'),
    fromName: z.string().trim().min(1).max(64).default('Guardia'),
    /** `create` makes the SES identity of the domain; `existing` uses the one that the account has. */
    identity: z.enum(['create', 'existing']).default('create'),
    /** With a hosted zone the MX, DKIM and MAIL FROM records are written; without, they are outputs to copy. */
    hostedZone: z.strictObject({ id: z.string().regex(/^Z[A-Z0-9]+$/), name: domainName }).optional(),
    acceptUnlistedRegion: z.boolean().default(false),
  })
  .prefault({});

const schema = z
  .strictObject({
    /** Starts every stack and alarm name, so that two desks can share an account. */
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,18}[a-z0-9]$/, 'use 2 to 20 lower-case letters, digits and dashes')
      .refine(
        (name) => !/aws|amazon|cognito/.test(name),
        'leave out aws, amazon and cognito: the address of the sign-in pages begins with it, and may hold none of them',
      )
      .default('guardia'),
    region: z.string().default('eu-west-1'),
    mail,
    /** What the desk writes in; the first is for people of whom nothing is known. */
    languages: z.array(z.enum(languages)).min(1, 'name at least one of es, en').default(['es', 'en']),
    hotline: z
      .strictObject({
        primary: phoneNumber.default('+12025550143'),
        secondary: phoneNumber.default('+12025550178'),
        /** Takes the hotline's calls on Amazon Connect, in a stack of its own. @default another telephone system takes them */
        connect: z
          .strictObject({
            /** The instance's name: the first part of its address, the only one of its name in AWS. */
            alias: z
              .string()
              .regex(
                /^[a-z0-9][a-z0-9-]{0,43}[a-z0-9]$/,
                'use 2 to 45 lower-case letters, digits and dashes',
              ),
            /** Where its number is: two letters of ISO 3166. */
            country: z.string().regex(/^[A-Z]{2}$/, 'use a country such as ES'),
          })
          .optional(),
      })
      .prefault({})
      .refine(({ primary, secondary }) => primary !== secondary, {
        path: ['secondary'],
        message: 'give a second number, at another carrier: one carrier down must not silence the hotline',
      }),
    /** Tells every page to a service that pages people too, such as PagerDuty (Events API v2). @default none */
    pagingService: z
      .strictObject({
        url: z.url({
          protocol: /^https$/,
          message: 'use an address such as https://events.pagerduty.com/v2/enqueue',
        }),
        /** The name of a secret of Secrets Manager that holds the service's key, and nothing else. */
        keySecretName: z.string().min(1).max(512),
      })
      .optional(),
    /** SNS's spend limit of a month for text messages, in USD: an alarm rings at 80 % of it. @default what an account starts with */
    smsMonthlyLimitUsd: z.number().positive().default(1),
    /** Where people open the dashboard: mails link to it, and sign-in comes back to it alone. @default https://desk.DOMAIN */
    webUrl: z
      .url({ protocol: /^https?$/, message: 'use an address such as https://desk.example.com' })
      .refine((url) => !url.endsWith('/'), 'leave out the slash at the end')
      .refine((url) => !URL.canParse(url) || url.endsWith('/') || new URL(url).origin === url, {
        message: 'leave out everything after the host: the dashboard is the whole of its address',
      })
      .refine((url) => !/^http:/.test(url) || /^http:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(url), {
        message: 'use https: Cognito signs nobody in over http, but on localhost',
      })
      .optional(),
    /** The certificate of webUrl's host. @default none: people open CloudFront's own address, the output `SiteUrl` */
    webCertificateArn: z
      .string()
      .regex(
        /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
        'use the ARN of a certificate in us-east-1: CloudFront takes no other',
      )
      .optional(),
    /** `loopback-too` lets webhooks reach the machine they are sent from: for tests on one machine only. */
    webhookNetwork: z.enum(['public', 'loopback-too']).default('public'),
    /** Where alarms go; confirm the subscription that AWS mails to it. */
    alarmEmail: emailAddress.optional(),
    /**
     * Who signs in first and lets the others in; an invitation is theirs to get all the same (docs/deploying.md, "People").
     * @default nobody can use the desk, unless its table was restored with them in it
     */
    firstSupervisor: z
      .strictObject({
        address: emailAddress,
        name: z.string().trim().min(1).max(100),
        language: z.enum(languages).default('en'),
        timeZone: z
          .string()
          .refine(isTimeZone, 'name an IANA time zone, such as Europe/Madrid')
          .default('UTC'),
      })
      .optional(),
    /** Names of programs that may call the API with a client secret. */
    machineClients: z.array(z.string().regex(/^[a-z][a-z0-9-]{1,31}$/)).default([]),
    /** Cognito mails codes through SES instead of its own 50 a day; needs the verified domain. */
    signInMailThroughSes: z.boolean().default(false),
    retention: z
      .strictObject({
        logDays: z.literal([7, 14, 30, 60, 90, 180, 365]).default(90),
        rawMailDays: z.int().min(30).max(3650).default(730),
      })
      .prefault({}),
    /** For test deployments only: the table, the mail and the users go when their stack goes. */
    removeDataOnDestroy: z.boolean().default(false),
    /** After a point-in-time recovery: the table to go on with (docs/runbook.md, "Restoring the table"). */
    restoredTable: z
      .strictObject({
        name: z.string().regex(/^[\w.-]{3,255}$/, 'use the name of the restored table'),
        streamArn: z
          .string()
          .regex(/^arn:aws[\w-]*:dynamodb:[^:]+:\d{12}:table\/[^/]+\/stream\//, "use the stream's ARN"),
      })
      .optional(),
    /** Where people read docs/runbook.md; alarms link to its headings. */
    runbookUrl: z.string().min(1).default('docs/runbook.md'),
  })
  .superRefine((settings, context) => {
    const { domain, supportAddress, hostedZone, acceptUnlistedRegion } = settings.mail;
    if (!acceptUnlistedRegion && !regionsThatReceiveMail.some((region) => region === settings.region)) {
      context.addIssue({
        code: 'custom',
        path: ['region'],
        message: `SES receives mail in ${regionsThatReceiveMail.join(', ')}; if AWS has added yours since, set mail.acceptUnlistedRegion`,
      });
    }
    if (settings.hotline.connect && !regionsWithConnect.some((region) => region === settings.region)) {
      context.addIssue({
        code: 'custom',
        path: ['hotline', 'connect'],
        message: `leave it out, or deploy where Amazon Connect is: ${regionsWithConnect.join(', ')}`,
      });
    }
    if (!supportAddress.endsWith(`@${domain}`)) {
      context.addIssue({
        code: 'custom',
        path: ['mail', 'supportAddress'],
        message: `use an address of mail.domain, such as support@${domain}`,
      });
    }
    if (supportAddress.includes('+')) {
      context.addIssue({
        code: 'custom',
        path: ['mail', 'supportAddress'],
        message: 'leave out the "+": what follows it carries the token of a case',
      });
    }
    if (hostedZone && domain !== hostedZone.name && !domain.endsWith(`.${hostedZone.name}`)) {
      context.addIssue({
        code: 'custom',
        path: ['mail', 'hostedZone', 'name'],
        message: `name the zone that holds ${domain}`,
      });
    }
  });

/** Everything a deployment may choose, validated and complete. */
export type Settings = z.output<typeof schema> & { readonly webUrl: string };

/** What a person writes: every field is optional. */
export type SettingsInput = z.input<typeof schema>;

/** The settings cannot be deployed; the message names every bad field and what to do about each. */
export class InvalidSettings extends Error {
  override readonly name = 'InvalidSettings';
}

/**
 * Completes and checks the settings of a deployment.
 *
 * @throws InvalidSettings once, naming every bad field.
 */
export function parseSettings(input: unknown = {}): Settings {
  const parsed = schema.safeParse(input);
  if (parsed.success) {
    return { ...parsed.data, webUrl: parsed.data.webUrl ?? `https://desk.${parsed.data.mail.domain}` };
  }
  const fields = parsed.error.issues.map(
    (issue) => `  - ${issue.path.join('.') || '(settings)'}: ${issue.message}`,
  );
  throw new InvalidSettings(
    `The deployment settings cannot be used. Correct them in the context "guardia" of cdk.json, or in the file that "-c config=" names:\n${fields.join('\n')}`,
  );
}

/**
 * Finds the settings in the CDK context: a JSON file named by `-c config=path`, else the key `guardia`.
 *
 * @throws InvalidSettings when the file cannot be read, is not JSON, or a field is wrong.
 */
export function settingsFromContext(context: (key: string) => unknown): Settings {
  const path = context('config');
  return parseSettings(typeof path === 'string' ? readJson(path) : (context('guardia') ?? {}));
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new InvalidSettings(
      `The settings file ${path} cannot be read as JSON. Correct the path after "-c config=" or the file.`,
      {
        cause,
      },
    );
  }
}
