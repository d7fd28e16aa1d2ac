import { digestOf } from '../../../shared/desk/digest/tam-digest.ts';
import { putCannedAnswer, putRules } from '../../../shared/desk/directory/rules.ts';
import { accountHealth } from '../../../shared/desk/reports/account-health.ts';
import { contractReportOf } from '../../../shared/desk/reports/contract.ts';
import { NotFound } from '../../../shared/errors/index.ts';
import { type Handlers, param } from '../../api/operation.ts';
import type { AdministrationDesk } from '../connect.ts';

type Served =
  | 'readRules'
  | 'putRules'
  | 'listCannedAnswers'
  | 'putCannedAnswer'
  | 'readHealth'
  | 'readContractReport'
  | 'readDigest';

/** How the desk runs itself: its rules, its prepared answers, its figures. */
export function deskHandlers(desk: AdministrationDesk): Handlers<Served> {
  return {
    readRules: async () => {
      const { assignment, alarms, version } = await desk.directory.rules();
      return { assignment, alarms: [...alarms], version };
    },

    putRules: async ({ principal, body: fields, expectedVersion }) => {
      const { assignment, alarms, version } = await putRules(desk, { principal, fields, expectedVersion });
      return { assignment, alarms: [...alarms], version };
    },

    listCannedAnswers: async () => ({ items: await desk.directory.cannedAnswers(), nextCursor: null }),

    putCannedAnswer: async (request) => {
      const { principal, body: fields, expectedVersion } = request;
      return await putCannedAnswer(desk, param(request, 'answerId'), { principal, fields, expectedVersion });
    },

    readHealth: async (request) => {
      const accountId = param(request, 'accountId');
      if ((await desk.directory.account(accountId)) === null) throw new NotFound('account', accountId);
      const health = await accountHealth(desk, accountId, request.query.days);
      return {
        ...health,
        opened: [...health.opened],
        closed: [...health.closed],
        firstResponseMinutes: [...health.firstResponseMinutes],
      };
    },

    readContractReport: async ({ query: { account, ...days } }) => {
      if (account !== undefined && (await desk.directory.account(account)) === null) {
        throw new NotFound('account', account);
      }
      const { clauses, misses, ...report } = await contractReportOf(desk, account, days);
      return {
        ...report,
        clauses: [...clauses],
        misses: misses.map(({ kept: _, by: __, proof, ...missed }) => ({ ...missed, proof: [...proof] })),
      };
    },

    readDigest: async ({ principal, query }) => {
      const { tamId, accounts } = await digestOf(desk, query.tam ?? principal.id);
      return {
        tamId,
        accounts: accounts.map(({ cases, ...counts }) => ({
          ...counts,
          cases: cases.map(({ caseId, number, subject }) => ({ caseId, number, subject })),
        })),
      };
    },
  };
}
