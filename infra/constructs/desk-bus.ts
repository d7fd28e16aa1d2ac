import { EventBus as Bus } from 'aws-cdk-lib/aws-events';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Granted } from './granted.ts';

/** The bus that carries the desk's own events out and outside facts in. */
export class DeskBus extends Construct {
  readonly bus: Bus;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bus = new Bus(this, 'Bus', {
      description: 'Guardia: every change of a case, in the order of its timeline.',
    });
  }

  /** The bus's name, with permission to put events on it. */
  grantPuts(): Granted {
    return {
      value: this.bus.eventBusName,
      grantTo: (grantee) => {
        Grant.addToPrincipal({
          grantee,
          actions: ['events:PutEvents'],
          resourceArns: [this.bus.eventBusArn],
        });
      },
    };
  }
}
