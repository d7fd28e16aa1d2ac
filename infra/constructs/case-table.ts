import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { tableDefinition } from '../../shared/aws/table.ts';
import type { Granted } from './granted.ts';

const indexes = Object.values(tableDefinition.indexes);
const reads = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
/** The parts of a `TransactWriteItems`, which is no IAM action of its own. */
const writes = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:ConditionCheckItem',
];

export interface CaseTableProps {
  /** What becomes of the cases when the stack is destroyed. */
  readonly removalPolicy: RemovalPolicy;
  /** A table that was restored from a point in time, to use in place of making one. @default one is made */
  readonly restored?: { readonly name: string; readonly streamArn: string };
}

/** The one table: cases, their timelines, and the stream that every event comes from. */
export class CaseTable extends Construct {
  readonly table: ITable;

  constructor(scope: Construct, id: string, { removalPolicy, restored }: CaseTableProps) {
    super(scope, id);
    this.table = restored
      ? Table.fromTableAttributes(this, 'Restored', {
          tableName: restored.name,
          tableStreamArn: restored.streamArn,
        })
      : this.createTable(removalPolicy);
  }

  /** The table's name, with permission to read cases by key and by index. */
  grantCaseReads(): Granted {
    return this.granted(reads);
  }

  /** The table's name, with permission to read cases and to write them in transactions. */
  grantCaseWrites(): Granted {
    return this.granted([...reads, ...writes]);
  }

  /** The table's name, with permission to read cases and to write their words into the search index. */
  grantIndexing(): Granted {
    return this.granted([...reads, 'dynamodb:BatchWriteItem']);
  }

  /** The table's name, with permission to look up where a mail is, and to note how far a sweep has come. */
  grantSweeping(): Granted {
    return this.granted(['dynamodb:GetItem', 'dynamodb:PutItem']);
  }

  /** The table's name, with permission to do all of that. */
  grantCaseWritesAndIndexing(): Granted {
    return this.granted([...reads, ...writes, 'dynamodb:BatchWriteItem']);
  }

  private createTable(removalPolicy: RemovalPolicy): ITable {
    const table = new Table(this, 'Table', {
      partitionKey: text(tableDefinition.partitionKey),
      sortKey: text(tableDefinition.sortKey),
      timeToLiveAttribute: tableDefinition.timeToLive,
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: StreamViewType.NEW_IMAGE,
      deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
      removalPolicy,
    });
    for (const { name, partitionKey, sortKey, projection } of indexes) {
      table.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: text(partitionKey),
        sortKey: text(sortKey),
        ...(projection === 'keys-only'
          ? { projectionType: ProjectionType.KEYS_ONLY }
          : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...projection] }),
      });
    }
    // aws-cdk-lib's classes miss their own interfaces under `exactOptionalPropertyTypes`.
    return table as ITable;
  }

  private granted(actions: string[]): Granted {
    const { tableName, tableArn } = this.table;
    return {
      value: tableName,
      grantTo: (grantee) => {
        Grant.addToPrincipal({
          grantee,
          actions,
          resourceArns: [tableArn, ...indexes.map(({ name }) => `${tableArn}/index/${name}`)],
        });
      },
    };
  }
}

function text(name: string): { name: string; type: AttributeType } {
  return { name, type: AttributeType.STRING };
}
