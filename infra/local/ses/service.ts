import { queryProtocol, serviceOf } from '../endpoint/protocols.ts';
import type { Operations, Service } from '../endpoint/service.ts';
import type { Platform } from '../platform.ts';
import type { Buckets } from '../s3/service.ts';
import type { Topics } from '../sns/topics.ts';
import type { Handlers } from '../template/deploy.ts';
import { createFates, type Fates } from './fates.ts';
import { createOutbox, type Outbox, type SentMail } from './outbox.ts';
import { createReceiver, type Receiver } from './receive.ts';
import { createRuleSets, type ReceiptRule } from './rule-sets.ts';
import { sendOperations } from './send.ts';
import { createVerdictBook, type VerdictBook } from './verdicts.ts';

export interface Ses {
  readonly handlers: Handlers;
  readonly api: Service;
  readonly receiver: Receiver;
  readonly verdicts: VerdictBook;
  readonly outbox: Outbox;
  readonly fates: Fates;
}

export interface SesPorts {
  readonly buckets: Buckets;
  readonly topics: Topics;
  /** Delivers a sent mail for real, when somebody asked for that. */
  relay(mail: SentMail): void;
}

/** SES: mail in by receipt rules, mail out into the outbox. */
export const createSes = (platform: Platform, { buckets, topics, relay }: SesPorts): Ses => {
  const { store, clock } = platform;
  const identities = new Set<string>();
  const configurationSets = new Set<string>();
  const rules = createRuleSets(store, clock.now);
  const verdicts = createVerdictBook();
  const outbox = createOutbox(platform);
  const fates = createFates(platform, topics);
  const receiver = createReceiver(platform, { buckets, topics, rules, verdicts });

  const sent = (mail: SentMail): void => {
    fates.publish(mail, { kind: 'Send' });
    // The fate of each recipient is the outbox's to decide; without a word it is delivered.
    fates.publish(mail, { kind: 'Delivery' });
    relay(mail);
  };

  const operations = {
    ...rules.operations,
    ...sendOperations(platform, { outbox, identities, configurationSets, sent }),
  } as Operations<object>;

  const handlers: Handlers = {
    'AWS::SES::EmailIdentity': {
      properties: ['EmailIdentity'],
      ignored: [
        'MailFromAttributes',
        'DkimAttributes',
        'DkimSigningAttributes',
        'FeedbackAttributes',
        'ConfigurationSetAttributes',
      ],
      put({ properties }) {
        const identity = String(properties.EmailIdentity);
        identities.add(identity);
        const dkim = [1, 2, 3].flatMap((index) => [
          [`DkimDNSTokenName${index}`, `local${index}._domainkey.${identity}`],
          [`DkimDNSTokenValue${index}`, `local${index}.dkim.amazonses.com`],
        ]);
        return { ref: identity, attributes: Object.fromEntries(dkim) };
      },
    },
    'AWS::SES::ConfigurationSet': {
      properties: ['Name'],
      ignored: [
        'DeliveryOptions',
        'ReputationOptions',
        'SendingOptions',
        'SuppressionOptions',
        'TrackingOptions',
        'VdmOptions',
      ],
      put({ properties, physicalName }) {
        const name = String(properties.Name ?? physicalName({ max: 64 }));
        configurationSets.add(name);
        return { ref: name };
      },
    },
    'AWS::SES::ConfigurationSetEventDestination': {
      properties: ['ConfigurationSetName', 'EventDestination'],
      put({ properties, logicalId }) {
        const { Enabled, MatchingEventTypes, SnsDestination } = properties.EventDestination as {
          Enabled?: boolean;
          MatchingEventTypes: string[];
          SnsDestination?: { TopicARN: string };
        };
        if (Enabled !== false && SnsDestination)
          fates.addDestination(
            String(properties.ConfigurationSetName),
            MatchingEventTypes,
            SnsDestination.TopicARN,
          );
        return { ref: logicalId };
      },
    },
    'AWS::SES::ReceiptRuleSet': {
      properties: ['RuleSetName'],
      put({ properties, physicalName }) {
        const name = String(properties.RuleSetName ?? physicalName({ max: 64 }));
        rules.ensure(name);
        return { ref: name };
      },
    },
    'AWS::SES::ReceiptRule': {
      properties: ['RuleSetName', 'Rule'],
      ignored: ['After'],
      put({ properties, physicalName }) {
        const rule = properties.Rule as Omit<ReceiptRule, 'Name'> & { Name?: string };
        const named = { ...rule, Name: rule.Name ?? physicalName({ max: 64 }) };
        if (rules.putRule(String(properties.RuleSetName), named)) receiver.announceSetup(named);
        return { ref: named.Name };
      },
    },
  };

  return {
    handlers,
    api: serviceOf(queryProtocol('http://ses.amazonaws.com/doc/2010-12-01/'), operations) as Service,
    receiver,
    verdicts,
    outbox,
    fates,
  };
};
