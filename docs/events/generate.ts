import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { breakingChanges } from '../../shared/contracts/compatibility.ts';
import { type EventCatalogue, eventCatalogue, type JsonSchema } from '../../shared/contracts/events.ts';

/** docs/events.md, from the schemas. Run by `npm run docs:events`; a test keeps it fresh. */
export function eventsPage({ version, source, detail, events }: EventCatalogue): string {
  return `${[
    `# Events, version ${version}`,
    '',
    '<!-- Written by `npm run docs:events` from shared/domain/case/events.ts: change the schemas, then run it. -->',
    '',
    'Every change of a case is one event. It goes on the bus of the deployment, and to the webhooks of the',
    'account that the case belongs to.',
    '',
    `- **On the bus** (EventBridge): source \`${source}\`, \`detail-type\` is the name below, \`detail\` is described below.`,
    '- **By webhook** ([Standard Webhooks](https://www.standardwebhooks.com)): `{"type", "timestamp", "data"}`, where',
    '  `data` is that `detail` without `visibility` and `mail`, and without the clocks (`deadlines`). Only events that',
    '  both parties may know of are sent. Verify `webhook-signature` with the secret that was shown once, and refuse a',
    '  `webhook-timestamp` that is older than five minutes. Answer with 2xx within five seconds; anything else is tried',
    '  again for a day.',
    '- An instant is text in UTC with milliseconds: `2026-11-24T01:43:10.000Z`.',
    '- An event can arrive **twice** and **out of order**: tell repetitions by `id`, order the events of a case by `seq`.',
    '- Words of messages, files and addresses of mails are **not** in events: read them through the API, with its',
    '  permissions.',
    '- Fields and events are only ever **added** within a version: ignore what you do not know, new words in a list of',
    '  words included. `docs/events/v1.json` pins what was released as JSON Schema, and a test compares.',
    '',
    '## Events in',
    '',
    'Any system of the AWS account that may put events on the bus opens a case with `detail-type` `case.submit`, from',
    'any source but our own:',
    '',
    '```json',
    JSON.stringify(
      {
        id: 'deploy-4711',
        accountId: 'acme',
        subject: 'Deployment failed',
        description: 'Step 3 of 5 failed: see the log.',
        category: 'bug',
        contactId: 'ana',
      },
      null,
      2,
    ),
    '```',
    '',
    '`id` is the sender’s own: the same `id` from the same source opens one case, however often it is sent.',
    '`category`, `severity` and `contactId` may be left out. What cannot be used waits in the dead-letter queue',
    '`refused-events`, and the log of `submit-event` names every bad field.',
    '',
    'A prober puts what it measured on a case with `detail-type` `unavailability.observed`: `{"id", "caseNumber",',
    '"ledger"}`, the ledger as in `POST /v1/cases/{caseId}/unavailability`. It is evidence and decides nothing.',
    '',
    'An alarm’s change of state (`CloudWatch Alarm State Change`) opens a case where a rule of the desk names the',
    'beginning of the alarm’s name (`PUT /v1/rules`); while that case is open, later changes are written on it.',
    '',
    '## `detail`, for every event',
    '',
    ...table(detail, ['`type`', 'the event’s name', '']),
    '',
    '## `detail.data`, by event',
    ...Object.entries(events).flatMap(([type, { meaning, data }]) => [
      '',
      `### ${type}`,
      '',
      meaning,
      '',
      ...table(data),
    ]),
  ].join('\n')}\n`;
}

function table(schema: JsonSchema, ...first: readonly (readonly string[])[]): string[] {
  const required = (schema.required ?? []) as readonly string[];
  const fields = Object.entries(fieldsOf(schema));
  if (fields.length === 0) return ['No further data.'];
  return [
    '| field | | |',
    '|---|---|---|',
    ...first.map((cells) => `| ${cells.join(' | ')} |`),
    ...fields.map(([name, field]) => row([required.includes(name) ? name : `${name}?`, field])),
  ];
}

const row = ([name, field]: [string, JsonSchema]): string =>
  `| \`${name}\` | ${shapeOf(field).replaceAll('|', '\\|')} | ${noteOf(field)} |`;

const noteOf = ({ description, format }: JsonSchema): string =>
  format === 'date-time' ? '' : String(description ?? '');

const fieldsOf = (schema: JsonSchema) => (schema.properties ?? {}) as Record<string, JsonSchema>;

/** A schema in a few words. */
function shapeOf(schema: JsonSchema): string {
  const choice = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choice)) return (choice as JsonSchema[]).map(shapeOf).join(' or ');
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (Array.isArray(schema.enum)) return schema.enum.map((word) => `\`${word}\``).join(', ');
  if (schema.type === 'array') return `list of ${shapeOf((schema.items ?? {}) as JsonSchema)}`;
  if (schema.type === 'object') {
    const names = Object.keys(fieldsOf(schema));
    return names.length === 0 ? 'object by name' : `{ ${names.join(', ')} }`;
  }
  if (Array.isArray(schema.type)) return schema.type.join(' or ');
  return schema.format === 'date-time' ? 'instant' : String(schema.type ?? 'anything');
}

/** The released schemas as they are kept; made anew only when the version goes up or something was added. */
export function pinned(catalogue: EventCatalogue): string {
  return `${JSON.stringify(catalogue, null, 2)}\n`;
}

/**
 * Writes the page and the pinned schemas into a folder, unless that would break somebody who reads what was released:
 * what a test compares with must not follow a mistake.
 *
 * @throws Error that names each break
 */
export function writeCatalogue(catalogue: EventCatalogue, folder: string): void {
  const pin = join(folder, 'events', `v${catalogue.version}.json`);
  const released = existsSync(pin) ? (JSON.parse(readFileSync(pin, 'utf8')) as EventCatalogue) : null;
  const breaks = released === null ? [] : breakingChanges(released, catalogue);
  if (breaks.length > 0) {
    throw new Error(`Released events would change; add instead, or raise the version:\n${breaks.join('\n')}`);
  }
  writeFileSync(join(folder, 'events.md'), eventsPage(catalogue));
  writeFileSync(pin, pinned(catalogue));
}

if (import.meta.main) writeCatalogue(eventCatalogue(), join(import.meta.dirname, '..'));
