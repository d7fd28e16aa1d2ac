import { answerBudget } from '../../shared/aws/answer-budget.ts';
import { auditTrail } from '../../shared/aws/audit-trail.ts';
import { caseLists } from '../../shared/aws/case-lists.ts';
import { commandUses } from '../../shared/aws/command-uses.ts';
import { directoryWriter } from '../../shared/aws/directory-writer.ts';
import type { Table } from '../../shared/aws/dynamodb.ts';
import { erasures } from '../../shared/aws/erasures.ts';
import { eventBus } from '../../shared/aws/event-bus.ts';
import { exportStore } from '../../shared/aws/export-store.ts';
import { scheduleStore } from '../../shared/aws/schedule-store.ts';
import { signedUrls } from '../../shared/aws/signed-urls.ts';
import { webhookStore } from '../../shared/aws/webhook-store.ts';
import { ownerRule } from '../../shared/desk/owner-rule.ts';
import { connectDesk } from '../_runtime/desk.ts';
import type { env } from './env.ts';

type Environment = { readonly [Name in (typeof env)[number]]: string };

/** What setting the desk up keeps in the one table, beside the directory. */
export function deskStoresIn(table: Table) {
  return {
    lists: caseLists(table),
    answers: answerBudget(table),
    write: directoryWriter(table),
    webhooks: webhookStore(table),
    exports: exportStore(table),
    erasures: erasures(table),
    commandUses: commandUses(table),
    onCall: scheduleStore(table),
    audit: auditTrail(table),
  };
}

/** Everything that setting the desk up works with, connected to the deployment. */
export async function connectAdministration(environment: Environment) {
  const connected = await connectDesk(environment);
  const stores = deskStoresIn(connected.table);
  return {
    ...connected,
    ...stores,
    owners: ownerRule({ directory: connected.directory, lists: stores.lists, now: connected.now }),
    bus: eventBus(environment.EVENT_BUS_NAME),
    /** Only the local cloud may send to its own machine. */
    loopback: environment.WEBHOOK_NETWORK === 'loopback-too',
    exportUrls: signedUrls(environment.EXPORTS_BUCKET, environment.DOWNLOADS_HOST),
    webUrl: environment.WEB_URL,
  };
}
export type AdministrationDesk = Awaited<ReturnType<typeof connectAdministration>>;
