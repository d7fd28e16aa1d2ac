import { caseStore } from '../../shared/aws/case-store.ts';
import { directory } from '../../shared/aws/directory.ts';
import { connectTable, type Table } from '../../shared/aws/dynamodb.ts';
import { hmacOfSecret } from '../../shared/aws/secret.ts';
import type { Desk } from '../../shared/desk/desk.ts';

/** The clock of the functions: the only place of their code that reads the time. */
export const now = (): string => new Date().toISOString();

/** A desk that decides and writes, but neither signs tokens nor sends mail. */
export function connectReadingDesk(tableName: string) {
  const table = connectTable(tableName);
  return { table, cases: caseStore(table), directory: directory(table), now };
}

interface DeskVariables {
  readonly TABLE_NAME: string;
  readonly MAIL_TOKEN_SECRET_ARN: string;
  readonly SUPPORT_ADDRESS: string;
  readonly DESK_NAME: string;
}

/** Connects a desk to the deployment that the variables name; once per container. */
export async function connectDesk(variables: DeskVariables): Promise<Desk & { readonly table: Table }> {
  return {
    ...connectReadingDesk(variables.TABLE_NAME),
    hmac: await hmacOfSecret(variables.MAIL_TOKEN_SECRET_ARN),
    settings: { deskName: variables.DESK_NAME, supportAddress: variables.SUPPORT_ADDRESS },
  };
}
