import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';

/** What a custom resource is after a request that succeeded. */
export interface CustomResource {
  /** Another id than before makes CloudFormation delete the resource of the id before. */
  readonly id: string;
  /** What `Fn::GetAtt` reads. @default nothing */
  readonly attributes?: Readonly<Record<string, string>>;
}

interface Request {
  readonly event: CloudFormationCustomResourceEvent;
  readonly context: Pick<Context, 'logStreamName'>;
  /** The id of a resource that could not be created: CloudFormation asks for its deletion by it. */
  readonly failedId: string;
}

/**
 * Carries out a request and tells CloudFormation how it went; without an answer it waits for an hour.
 *
 * @throws Error when CloudFormation does not take the answer, so that Lambda tries again
 */
export async function fulfil(
  { event, context, failedId }: Request,
  carryOut: () => Promise<CustomResource>,
): Promise<void> {
  const outcome = await carryOut().then(
    ({ id, attributes }) => ({
      Status: 'SUCCESS',
      PhysicalResourceId: id,
      ...(attributes && { Data: attributes }),
    }),
    (error: unknown) => ({
      Status: 'FAILED',
      PhysicalResourceId: 'PhysicalResourceId' in event ? event.PhysicalResourceId : failedId,
      Reason: `${error instanceof Error ? error.message : error} (log stream ${context.logStreamName})`,
    }),
  );
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = event;
  const response = await fetch(ResponseURL, {
    method: 'PUT',
    body: JSON.stringify({ StackId, RequestId, LogicalResourceId, ...outcome }),
  });
  if (!response.ok) throw new Error(`CloudFormation's answer address said ${response.status}.`);
}
