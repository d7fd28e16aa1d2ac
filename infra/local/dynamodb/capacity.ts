import type { Meter } from '../meter.ts';
import { READS } from './accesses.ts';

/** Asks for the capacity units of a call without taking its body apart. */
export const askCapacity = (body: Buffer): Buffer => {
  const text = body.toString('utf8');
  return text.includes('"ReturnConsumedCapacity"') || !text.startsWith('{"')
    ? body
    : Buffer.from(`{"ReturnConsumedCapacity":"TOTAL",${text.slice(1)}`);
};

interface Consumed {
  readonly CapacityUnits?: number;
}

/** Counts what DynamoDB says a call consumed. */
export const countCapacity = (meter: Meter, operation: string, answer: Buffer): void => {
  const { ConsumedCapacity } = JSON.parse(answer.toString('utf8')) as {
    ConsumedCapacity?: Consumed | Consumed[];
  };
  const all = Array.isArray(ConsumedCapacity) ? ConsumedCapacity : [ConsumedCapacity ?? {}];
  const units = all.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  meter.count(READS.includes(operation) ? 'dynamodb/read-units' : 'dynamodb/write-units', units);
};
