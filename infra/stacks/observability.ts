import { Aws, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { AlarmStatusWidget, Dashboard, GraphWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { DeskAlarm } from '../constructs/desk-alarm.ts';
import { Watch } from '../constructs/watch.ts';
import type { Deployment } from '../deployment.ts';

export interface ObservabilityStackProps extends StackProps {
  readonly deployment: Deployment;
}

/** Every alarm of the app, whom it tells, and one dashboard. Build it last: it watches what is there. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, ...props }: ObservabilityStackProps) {
    super(scope, id, props);
    const { settings } = deployment;
    const topic = this.alarmTopic(settings.alarmEmail);
    const watches = Watch.under(this.node.root);
    const alarms = watches.map(
      ({ props: watch }) =>
        new DeskAlarm(this, watch.name, {
          prefix: settings.name,
          watch,
          topic,
          runbookUrl: settings.runbookUrl,
        }),
    );

    this.show(settings, alarms, watches);
  }

  /** What rings, then what it looks at: one graph for all that is counted alike, so that one that differs is seen. */
  private show(settings: Settings, alarms: readonly DeskAlarm[], watches: readonly Watch[]): void {
    const dashboard = new Dashboard(this, 'Dashboard');
    const what = `# ${settings.name}\nWhat to do when an alarm rings: ${settings.runbookUrl}`;
    dashboard.addWidgets(new TextWidget({ markdown: what, width: 24, height: 2 }));
    dashboard.addWidgets(
      new AlarmStatusWidget({
        title: 'Alarms',
        alarms: alarms.map(({ alarm }) => alarm),
        width: 24,
        height: 6,
      }),
    );
    const counted = [...new Set(watches.map(counts))];
    dashboard.addWidgets(
      ...counted.map((title) => {
        const alike = watches.filter((watch) => counts(watch) === title);
        return new GraphWidget({
          title,
          left: alike.map(({ props: { name, metric } }) => metric.with({ label: name })),
          width: alike.length > 1 ? 12 : 6,
        });
      }),
    );
    const { region } = this;
    new CfnOutput(this, 'DashboardUrl', {
      value: `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboard.dashboardName}`,
    });
  }

  private alarmTopic(email: string | undefined): Topic {
    const topic = new Topic(this, 'Alarms', { enforceSSL: true });
    // A topic with a policy of its own has lost the default one that lets alarms in.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (email) topic.addSubscription(new EmailSubscription(email));
    return topic;
  }
}

/** What a watch counts; a query of several metrics goes by the alarm's name. */
const counts = ({ props: { metric, name } }: Watch): string =>
  'metricName' in metric ? metric.metricName : name;
