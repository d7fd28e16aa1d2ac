import { Duration, SecretValue } from 'aws-cdk-lib';
import {
  Authorization,
  Connection,
  ApiDestination as Destination,
  EventField,
  HttpMethod,
  HttpParameter,
  type IApiDestination,
  type IEventBus,
  Rule,
  RuleTargetInput,
} from 'aws-cdk-lib/aws-events';
import { ApiDestination } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { eventSource } from '../../shared/contracts/publication.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

export interface PagingServiceProps {
  readonly bus: IEventBus;
  readonly url: string;
  readonly keySecretName: string;
  /** Takes what the service refused, or did not answer for a day. */
  readonly undelivered: DeadLetterQueue;
}

/**
 * Tells every page to a paging service over HTTPS, in the form of PagerDuty's Events API v2. The page's key
 * is the alert's, so that the service too sees a page that comes twice as one; its key never leaves the
 * connection.
 */
export class PagingService extends Construct {
  constructor(scope: Construct, id: string, props: PagingServiceProps) {
    super(scope, id);
    const { bus, url, keySecretName, undelivered } = props;
    const key = SecretValue.secretsManager(keySecretName);
    const connection = new Connection(this, 'Connection', {
      authorization: Authorization.apiKey('Authorization', key),
      bodyParameters: { routing_key: HttpParameter.fromSecret(key) },
    });
    const destination = new Destination(this, 'Destination', {
      connection,
      endpoint: url,
      httpMethod: HttpMethod.POST,
      // Far above what a night can bring: a low rate loses events after a day.
      rateLimitPerSecond: 50,
    });
    new Rule(this, 'Pages', {
      eventBus: bus,
      eventPattern: { source: [eventSource], detailType: ['page.sent'] },
      targets: [
        // aws-cdk-lib's classes miss their own interfaces under `exactOptionalPropertyTypes`.
        new ApiDestination(destination as IApiDestination, {
          deadLetterQueue: undelivered.queue,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
          event: RuleTargetInput.fromObject({
            event_action: 'trigger',
            dedup_key: EventField.fromPath('$.detail.data.pageKey'),
            payload: {
              summary: `Severity 1, case ${EventField.fromPath('$.detail.number')}: ${EventField.fromPath('$.detail.data.step')}`,
              severity: 'critical',
              source: eventSource,
              timestamp: EventField.fromPath('$.detail.at'),
              custom_details: {
                case: EventField.fromPath('$.detail.number'),
                paged: EventField.fromPath('$.detail.data.personName'),
              },
            },
          }),
        }),
      ],
    });
  }
}
