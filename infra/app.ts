import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundlesDir } from './bundle.ts';
import { settingsFromContext } from './config.ts';
import type { Deployment } from './deployment.ts';
import { unstamp } from './inputs.ts';
import { ApiStack } from './stacks/api.ts';
import { CriticalIssuesStack } from './stacks/critical-issues.ts';
import { DataStack } from './stacks/data.ts';
import { DataRightsStack } from './stacks/data-rights.ts';
import { DeskStack } from './stacks/desk.ts';
import { EmailStack } from './stacks/email.ts';
import { HotlineStack } from './stacks/hotline.ts';
import { IntegrationsStack } from './stacks/integrations.ts';
import { ObservabilityStack } from './stacks/observability.ts';
import { WebStack } from './stacks/web.ts';

/** Puts the stacks of one deployment into an app, with cdk-nag on. */
export function compose(app: App, deployment: Deployment): void {
  const { name, region, hotline } = deployment.settings;
  const stack = (part: string) => ({ deployment, stackName: `${name}-${part}`, env: { region } });

  const data = new DataStack(app, 'Data', stack('data'));
  const email = new EmailStack(app, 'Email', { ...stack('email'), data });
  const desk = new DeskStack(app, 'Desk', { ...stack('desk'), data, email });
  new CriticalIssuesStack(app, 'CriticalIssues', { ...stack('critical-issues'), data, email, desk });
  if (hotline.connect) {
    new HotlineStack(app, 'Hotline', { ...stack('hotline'), data, connect: hotline.connect });
  }
  new IntegrationsStack(app, 'Integrations', { ...stack('integrations'), data, desk });
  new DataRightsStack(app, 'DataRights', { ...stack('data-rights'), data, desk });
  const api = new ApiStack(app, 'Api', { ...stack('api'), data, desk });
  new WebStack(app, 'Web', { ...stack('web'), data, api });
  new ObservabilityStack(app, 'Observability', stack('observability'));

  Tags.of(app).add('guardia', name);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

if (import.meta.main) {
  const app = new App();
  // The CDK's command line may carry settings that are in no file.
  unstamp(app.outdir);
  compose(app, { settings: settingsFromContext((key) => app.node.tryGetContext(key)), bundles: bundlesDir });
  app.synth();
}
