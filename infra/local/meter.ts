/** What the work of a period would be billed for, in counts. */
export interface Meter {
  /** `dynamodb/PutItem`, `lambda/send-mail`, `events/PutEvents`, ... */
  count(name: string, amount?: number): void;
  read(): Readonly<Record<string, number>>;
  reset(): void;
  /** Whether DynamoDB is asked for the capacity units of every call, which costs a little time. */
  capacity: boolean;
}

export const createMeter = (): Meter => {
  const counts = new Map<string, number>();
  return {
    capacity: false,
    count(name, amount = 1) {
      counts.set(name, (counts.get(name) ?? 0) + amount);
    },
    read: () => Object.fromEntries([...counts].sort(([left], [right]) => left.localeCompare(right))),
    reset() {
      counts.clear();
    },
  };
};
