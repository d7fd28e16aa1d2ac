import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { env as foundDeskEnv } from '../../functions/found-desk/env.ts';
import { holidaysKnownUntil } from '../../shared/domain/calendar/holidays/index.ts';
import type { Settings } from '../config.ts';
import type { Deployment } from '../deployment.ts';
import type { CaseTable } from './case-table.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { ServiceFunction } from './service-function.ts';

export interface DeskFoundingProps {
  readonly deployment: Deployment;
  readonly cases: CaseTable;
  /** Who signs in first. @default nobody: they are in a restored table already */
  readonly supervisor?: NonNullable<Settings['firstSupervisor']>;
  readonly machines: readonly { readonly name: string; readonly clientId: string }[];
}

/** Writes into the table the usual business hours, with the holidays known now, and who may use the desk first. */
export class DeskFounding extends Construct {
  constructor(scope: Construct, id: string, { deployment, cases, supervisor, machines }: DeskFoundingProps) {
    super(scope, id);
    const founder = new ServiceFunction(this, 'FoundDesk', {
      deployment,
      name: 'found-desk',
      env: foundDeskEnv,
      environment: { TABLE_NAME: cases.grantCaseWrites() },
      asynchronous: {
        failures: new DeadLetterQueue(this, 'Failures', {
          name: 'founding-failures',
          meaning: 'The first supervisor, a program or business hours could not be brought into the desk.',
        }),
      },
    });
    new CustomResource(this, 'Desk', {
      serviceToken: founder.handler.functionArn,
      resourceType: 'Custom::FoundedDesk',
      serviceTimeout: Duration.minutes(10),
      properties: {
        ...(supervisor && { Supervisor: supervisor }),
        Machines: machines,
        // A release that knows the holidays of more years gives them to the calendars that are there.
        HolidaysKnownUntil: holidaysKnownUntil,
      },
    });
  }
}
