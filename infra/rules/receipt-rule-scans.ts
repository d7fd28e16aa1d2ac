import { at, list, type Rule } from './templates.ts';

/** Scanning is off unless asked for, and a rule without recipients takes the mail of every domain. */
export const receiptRuleScans: Rule = {
  id: 'receipt-rule-scans',
  check: (templates) =>
    templates.ofType('AWS::SES::ReceiptRule').flatMap((resource) => {
      const rule = resource.properties.Rule;
      const stops = list(at(rule, 'Actions')).some((action) => at(action, 'StopAction') !== undefined);
      const problems = [
        at(rule, 'ScanEnabled') !== true && 'does not scan for spam and viruses: set scanEnabled',
        list(at(rule, 'Recipients')).length === 0 && 'takes mail for every domain: name its recipients',
        at(rule, 'Enabled') !== true && 'is switched off',
        stops && "stops the customer's rules after it",
      ];
      return problems.filter((problem) => problem !== false).map((problem) => ({ resource, problem }));
    }),
};
