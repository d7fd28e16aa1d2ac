import type { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct } from 'constructs';

export interface WatchProps {
  /** The alarm's name without the deployment's prefix; `docs/runbook.md` has a heading of this name. */
  readonly name: string;
  /** One sentence: what it means for people when this alarm rings. */
  readonly meaning: string;
  readonly metric: Metric | MathExpression;
  /** @default 1 */
  readonly threshold?: number;
  /**
   * Below the threshold, silence rings too: what should happen has stopped. Where nothing need happen for days,
   * silence is well. @default the alarm rings at the threshold and above
   */
  readonly rings?: 'below' | 'below-unless-silent';
  /** How many periods in a row, before it rings. @default 1 */
  readonly periods?: number;
}

/**
 * Declares an alarm beside the thing it watches. It creates nothing: the observability stack, built
 * last, turns every declaration in the app into an alarm, so that none can be forgotten there.
 */
export class Watch extends Construct {
  readonly props: WatchProps;

  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id);
    this.props = props;
  }

  /** Every declaration at or under `root`, in tree order. */
  static under(root: IConstruct): readonly Watch[] {
    return root.node.findAll().filter((node) => node instanceof Watch);
  }
}
