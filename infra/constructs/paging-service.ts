import { Duration, SecretValue } from 'aws-cdk-lib';
import {
  Authorization,
  Connection,
  ApiDestination as Destination,
  EventField,
  type EventPattern,
  HttpMethod,
  HttpParameter,
  type IApiDestination,
  RuleTargetInput,
} from 'aws-cdk-lib/aws-events';
import { ApiDestination } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { eventSource } from '../../shared/contracts/publication.ts';
import type { DeskBus } from './desk-bus.ts';
import { EventRoute } from './event-route.ts';
import type { QueueWithDlq } from './queue-with-dlq.ts';

export interface PagingServiceProps {
  readonly bus: DeskBus;
  readonly url: string;
  readonly keySecretName: string;
  /** Where the dashboard is, without a slash at the end. */
  readonly webUrl: string;
  /** Takes what the service refused, or did not answer in time to matter. */
  readonly undelivered: QueueWithDlq;
}

/** A page that comes later than this wakes nobody in time: the next step of the ladder has gone out meanwhile. */
const patience = Duration.minutes(5);

/**
 * Tells a paging service of each critical case over HTTPS, in the form of PagerDuty's Events API v2: one alert a
 * case, so that the service's own ladder rings once for it; a second one when the callback is overdue, because
 * somebody may have taken the first and slept on; both resolved once the customer was reached, or nobody need
 * call any more. The key never leaves the connection.
 */
export class PagingService extends Construct {
  private readonly props: PagingServiceProps;
  private readonly destination: IApiDestination;

  constructor(scope: Construct, id: string, props: PagingServiceProps) {
    super(scope, id);
    this.props = props;
    const key = SecretValue.secretsManager(props.keySecretName);
    const connection = new Connection(this, 'Connection', {
      authorization: Authorization.apiKey('Authorization', key),
      bodyParameters: { routing_key: HttpParameter.fromSecret(key) },
    });
    // aws-cdk-lib's classes miss their own interfaces under `exactOptionalPropertyTypes`.
    this.destination = new Destination(this, 'Destination', {
      connection,
      endpoint: props.url,
      httpMethod: HttpMethod.POST,
      // Far above what a night can bring: a low rate would hold pages back.
      rateLimitPerSecond: 50,
    }) as IApiDestination;
    this.tellOfPages();
    this.tellOfPeople();
  }

  private tellOfPages(): void {
    const told = (step: unknown[]) => ({
      detailType: ['page.sent'],
      detail: { data: { channel: ['https'], step } },
    });
    this.rule('Pages', told([{ 'anything-but': { prefix: 'overdue' } }]), [
      trigger(this.props.webUrl, alert),
    ]);
    this.rule('OverduePages', told([{ prefix: 'overdue' }]), [trigger(this.props.webUrl, overdueAlert)]);
  }

  private tellOfPeople(): void {
    this.rule('Taken', { detailType: ['page.acknowledged'] }, [follow('acknowledge', alert)]);
    const over = [follow('resolve', alert), follow('resolve', overdueAlert)];
    this.rule('Over', { detailType: ['callback.reached', 'case.closed'] }, over);
    this.rule(
      'NotCritical',
      { detailType: ['classification.changed'], detail: { data: { severity: ['non-critical'] } } },
      over,
    );
  }

  private rule(id: string, pattern: EventPattern, inputs: readonly object[]): void {
    const { bus, undelivered } = this.props;
    new EventRoute(this, id, {
      bus,
      pattern: { source: [eventSource], ...pattern },
      to: inputs.map(
        (input) => (delivery) =>
          new ApiDestination(this.destination, { ...delivery, event: RuleTargetInput.fromObject(input) }),
      ),
      goodFor: patience,
      undelivered,
    });
  }
}

const field = (path: string) => EventField.fromPath(`$.detail.${path}`);
const alert = () => field('caseId');
const overdueAlert = () => `${field('caseId')}/overdue`;

/** An alert of a case: who is concerned, and the page on which it is taken. Words of the customer stay here. */
function trigger(webUrl: string, key: () => string): object {
  const href = `${webUrl}/cases/${field('caseId')}`;
  return {
    event_action: 'trigger',
    dedup_key: key(),
    client: 'Guardia',
    client_url: href,
    links: [{ href, text: 'Guardia' }],
    payload: {
      summary: `Severity 1, case ${field('number')}: ${field('data.step')}`,
      severity: 'critical',
      source: eventSource,
      timestamp: field('at'),
      custom_details: { case: field('number'), account: field('accountId'), step: field('data.step') },
    },
  };
}

const follow = (action: 'acknowledge' | 'resolve', key: () => string): object => ({
  event_action: action,
  dedup_key: key(),
});
