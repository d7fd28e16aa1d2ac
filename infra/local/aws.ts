/** The account that the local cloud plays: the one that AWS's own documentation uses. */
export const account = '111122223333';

/** Builds the ARN of a resource of the local account. */
export const arnOf = (service: string, region: string, resource: string): string =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

/** The part of an ARN after the account. */
export const resourceOf = (arn: string): string => arn.split(':').slice(5).join(':');

/** The service that an ARN belongs to. */
export const serviceOf = (arn: string): string => arn.split(':')[2] ?? '';

/** An error as an AWS service answers it. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** More of the answer's body, such as `CancellationReasons`. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, fields: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

/** The local cloud cannot load or run what it was given; the message names the thing and what to do. */
export class LocalCloudError extends Error {
  override readonly name = 'LocalCloudError';
}
