import { createHash } from 'node:crypto';
import type { CommandUses } from '../../shared/aws/command-uses.ts';
import { canonical } from '../../shared/domain/case/chain.ts';
import { GuardiaError, InvalidInput } from '../../shared/errors/index.ts';

interface Command {
  readonly commandKey: string | null;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/**
 * Carries out a request whose `Idempotency-Key` was not used for another one: the same key with another body
 * is refused instead of answered with what the first body did. A refused request frees its key, so that it
 * can be corrected and sent again.
 *
 * @throws InvalidInput `idempotency-key-reused`, and whatever the request is refused with
 */
export async function once<T>(
  { commandUses, now }: { readonly commandUses: CommandUses; readonly now: () => string },
  { commandKey, params, body }: Command,
  carryOut: () => Promise<T>,
): Promise<T> {
  if (commandKey === null) return await carryOut();
  const fingerprint = createHash('sha256')
    .update(canonical([params, body]))
    .digest('hex');
  const use = await commandUses.begin(commandKey, { fingerprint, now: now() });
  if (use === 'other') {
    throw new InvalidInput(
      'This Idempotency-Key was used for another request.',
      [
        {
          path: 'Idempotency-Key',
          message: 'Use a new key for each request, and the same one to repeat it.',
        },
      ],
      'idempotency-key-reused',
    );
  }
  try {
    return await carryOut();
  } catch (error) {
    if (use === 'fresh' && error instanceof GuardiaError) await commandUses.giveBack(commandKey);
    throw error;
  }
}
