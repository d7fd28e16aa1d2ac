import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  CfnContactFlow,
  CfnHoursOfOperation,
  CfnInstance,
  CfnInstanceStorageConfig,
  CfnIntegrationAssociation,
  CfnPhoneNumber,
  CfnQueue,
} from 'aws-cdk-lib/aws-connect';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { KinesisEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import { env as callRecordsEnv } from '../../functions/call-records/env.ts';
import { env as hotlineCallEnv } from '../../functions/hotline-call/env.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { hotlineFlow } from '../constructs/hotline-flow.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { Deployment } from '../deployment.ts';
import type { DataStack } from './data.ts';

export interface HotlineStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly data: DataStack;
  /** What the settings say of Amazon Connect: without it there is no such stack. */
  readonly connect: { readonly alias: string; readonly country: string };
}

const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/** What callers hear, by the desk's first language. */
const speech = {
  es: {
    voice: 'Lucia',
    texts: {
      welcome: 'Línea directa de severidad uno.',
      ask: 'Si tiene el PIN o el número de su caso, márquelo ahora. Si no, espere.',
      closed: 'No podemos atenderle en esta línea. Llame al segundo número que figura en su caso.',
    },
  },
  en: {
    voice: 'Joanna',
    texts: {
      welcome: 'Severity one hotline.',
      ask: 'If you have the PIN or the number of your case, enter it now. If not, please wait.',
      closed: 'We cannot take your call on this line. Please call the second number of your case.',
    },
  },
} as const;

/**
 * The Severity-1 hotline on Amazon Connect: a number that rings around the clock, the caller's case on the
 * representative's screen, and the telephone system's own record as the proof of each callback.
 */
export class HotlineStack extends Stack {
  private readonly props: HotlineStackProps;
  private readonly instance: CfnInstance;
  private readonly failures: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: HotlineStackProps) {
    super(scope, id, props);
    this.props = props;
    this.failures = new DeadLetterQueue(this, 'Failures', {
      name: 'call-records-failures',
      meaning: 'A call to a customer was not put on its case: its callback may look missed.',
    });
    this.instance = new CfnInstance(this, 'Instance', {
      instanceAlias: props.connect.alias,
      identityManagementType: 'CONNECT_MANAGED',
      attributes: { inboundCalls: true, outboundCalls: true, contactflowLogs: true },
    });
    this.instance.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.takeCalls();
    this.proveCallbacks();
  }

  private takeCalls(): void {
    const { deployment, data, connect } = this.props;
    const lookUp = new ServiceFunction(this, 'HotlineCall', {
      deployment,
      name: 'hotline-call',
      env: hotlineCallEnv,
      environment: { TABLE_NAME: data.cases.grantCaseReads() },
      // A contact flow waits for 3 seconds; the caller goes on to a representative without an answer too.
      timeout: Duration.seconds(3),
    });
    const instanceArn = this.instance.attrArn;
    const association = new CfnIntegrationAssociation(this, 'LookUp', {
      instanceId: instanceArn,
      integrationType: 'LAMBDA_FUNCTION',
      integrationArn: lookUp.handler.functionArn,
    });
    lookUp.handler.addPermission('Connect', {
      principal: new ServicePrincipal('connect.amazonaws.com'),
      sourceArn: instanceArn,
      sourceAccount: this.account,
    });
    const always = new CfnHoursOfOperation(this, 'Always', {
      instanceArn,
      name: 'Severity 1',
      timeZone: 'UTC',
      // The last minute of a day belongs to it: Connect's day ends at 23:59.
      config: days.map((day) => ({
        day,
        startTime: { hours: 0, minutes: 0 },
        endTime: { hours: 23, minutes: 59 },
      })),
    });
    const queue = new CfnQueue(this, 'Representatives', {
      instanceArn,
      name: 'Severity 1',
      hoursOfOperationArn: always.attrHoursOfOperationArn,
    });
    const flow = new CfnContactFlow(this, 'Flow', {
      instanceArn,
      name: 'Severity 1',
      type: 'CONTACT_FLOW',
      content: hotlineFlow({
        lookUpArn: lookUp.handler.functionArn,
        queueArn: queue.attrQueueArn,
        ...speech[deployment.settings.languages[0] ?? 'en'],
      }),
    });
    flow.addResourceDependency(association);
    const number = new CfnPhoneNumber(this, 'Number', {
      targetArn: instanceArn,
      countryCode: connect.country,
      type: 'DID',
      description: 'Severity 1',
    });
    number.applyRemovalPolicy(RemovalPolicy.RETAIN);
    new CfnOutput(this, 'HotlineNumber', { value: number.attrAddress });
    new CfnOutput(this, 'HotlineFlow', { value: flow.attrContactFlowArn });
  }

  private proveCallbacks(): void {
    const { deployment, data } = this.props;
    const records = new Stream(this, 'Records', {
      streamMode: StreamMode.PROVISIONED,
      shardCount: 1,
      encryption: StreamEncryption.MANAGED,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new CfnInstanceStorageConfig(this, 'ContactRecords', {
      instanceArn: this.instance.attrArn,
      resourceType: 'CONTACT_TRACE_RECORDS',
      storageType: 'KINESIS_STREAM',
      kinesisStreamConfig: { streamArn: records.streamArn },
    });
    const reader = new ServiceFunction(this, 'CallRecords', {
      deployment,
      name: 'call-records',
      env: callRecordsEnv,
      environment: { TABLE_NAME: data.cases.grantCaseWrites() },
    });
    reader.handler.addEventSource(
      new KinesisEventSource(records, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 10,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        retryAttempts: 20,
        maxRecordAge: Duration.hours(12),
        onFailure: new SqsDlq(this.failures.queue),
      }),
    );
  }
}
