import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** A construct that runs with a role of its own. */
export type Grantee = Construct & IGrantable;

/**
 * A value that a function is told, together with the permission that makes it usable: a function that
 * knows a table's name may use the table, and no function may use one that it was not told of.
 */
export interface Granted {
  readonly value: string;
  /** Adds the permission to the grantee's role. */
  grantTo(grantee: Grantee): void;
}
