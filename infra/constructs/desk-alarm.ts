import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { WatchProps } from './watch.ts';

export interface DeskAlarmProps {
  /** The deployment's name, put before the alarm's. */
  readonly prefix: string;
  readonly watch: WatchProps;
  readonly topic: ITopic;
  /** Where `docs/runbook.md` is read; the heading is added. */
  readonly runbookUrl: string;
}

/** An alarm whose text says what it means and where to read what to do. */
export class DeskAlarm extends Construct {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, { prefix, watch, topic, runbookUrl }: DeskAlarmProps) {
    super(scope, id);
    this.alarm = new Alarm(this, 'Alarm', {
      alarmName: `${prefix}-${watch.name}`,
      alarmDescription: `${watch.meaning} What to do: ${runbookUrl}#${watch.name}`,
      metric: watch.metric,
      threshold: watch.threshold ?? 1,
      evaluationPeriods: watch.periods ?? 1,
      comparisonOperator:
        watch.rings === undefined
          ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
          : ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: watch.rings === 'below' ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(topic);
    this.alarm.addAlarmAction(action);
    this.alarm.addOkAction(action);
  }
}
