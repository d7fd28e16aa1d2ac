import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { env as erasePersonEnv } from '../../functions/erase-person/env.ts';
import { env as exportAccountEnv } from '../../functions/export-account/env.ts';
import { env as holdMailEnv } from '../../functions/hold-mail/env.ts';
import { fileFolders } from '../../shared/desk/attachment-key.ts';
import {
  dataRightsSource,
  erasureRequested,
  exportRequested,
  holdChanged,
} from '../../shared/desk/data-rights/requests.ts';
import { ClockTick } from '../constructs/clock-tick.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { EventRoute } from '../constructs/event-route.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { Deployment } from '../deployment.ts';
import type { DataStack } from './data.ts';
import type { DeskStack } from './desk.ts';

export interface DataRightsStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly data: DataStack;
  readonly desk: DeskStack;
}

/** What people may ask of their data: a copy of all of it, and to be forgotten. */
export class DataRightsStack extends Stack {
  private readonly failures: DeadLetterQueue;
  private readonly props: DataRightsStackProps;

  constructor(scope: Construct, id: string, props: DataRightsStackProps) {
    super(scope, id, props);
    this.props = props;
    this.failures = new DeadLetterQueue(this, 'Failures', {
      name: 'data-rights-failures',
      meaning: 'An export, an erasure or a legal hold that somebody asked for was not finished.',
    });
    this.exportAccounts();
    this.erasePersons();
    this.holdMails();
  }

  private exportAccounts(): void {
    const { deployment, data } = this.props;
    const exporter = new ServiceFunction(this, 'ExportAccount', {
      deployment,
      name: 'export-account',
      env: exportAccountEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseWrites(),
        RAW_MAIL_BUCKET: data.rawMail.grantObjectReads(),
        ATTACHMENTS_BUCKET: data.attachments.grantObjectReads(),
        EXPORTS_BUCKET: data.exports.grantMultipartWrites(),
      },
      timeout: Duration.minutes(15),
      memory: 1024,
      asynchronous: { failures: this.failures },
    });
    this.route('Exports', exportRequested, exporter);
  }

  private erasePersons(): void {
    const { deployment, data } = this.props;
    const eraser = new ServiceFunction(this, 'ErasePerson', {
      deployment,
      name: 'erase-person',
      env: erasePersonEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseWritesAndIndexing(),
        RAW_MAIL_BUCKET: data.rawMail.grantObjectRemovals(),
        ATTACHMENTS_BUCKET: data.attachments.grantObjectRemovals(),
      },
      timeout: Duration.minutes(15),
      memory: 1024,
      asynchronous: { failures: this.failures },
    });
    this.route('Erasures', erasureRequested, eraser);
  }

  private holdMails(): void {
    const { deployment, data } = this.props;
    const holder = new ServiceFunction(this, 'HoldMail', {
      deployment,
      name: 'hold-mail',
      env: holdMailEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseReads(),
        RAW_MAIL_BUCKET: data.rawMail.grantObjectReads(),
        ATTACHMENTS_BUCKET: data.attachments.grantObjectWritesAndRemovals(fileFolders.held),
      },
      timeout: Duration.minutes(15),
      memory: 1024,
      asynchronous: { failures: this.failures },
    });
    this.route('Holds', holdChanged, holder);
    new ClockTick(this, 'EveryDay', {
      schedule: 'cron(0 3 * * ? *)',
      goodFor: Duration.hours(12),
      target: holder,
      undelivered: this.failures,
    });
  }

  private route(id: string, detailType: string, to: ServiceFunction): void {
    new EventRoute(this, id, {
      bus: this.props.desk.bus,
      pattern: { source: [dataRightsSource], detailType: [detailType] },
      to,
      undelivered: this.failures,
    });
  }
}
