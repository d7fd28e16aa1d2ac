import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useCall } from '../app/person.tsx';
import { say } from '../ui/toasts.ts';
import type { Answer, Body, CallOptions, OperationId } from './operations.ts';

type Variables<Id extends OperationId> = Omit<CallOptions<Id>, 'idempotencyKey' | 'signal'>;

interface ActionOptions<Id extends OperationId> {
  /** Reads that this action makes old. */
  readonly refresh?: readonly QueryKey[];
  /** Said in passing when done. */
  readonly done?: string;
  readonly onSuccess?: (answer: Answer<Id>, variables: Variables<Id>) => void;
}

/**
 * An action on the API. Its idempotency key stays while the same thing is tried again, so that an answer
 * lost on the way never does it twice; what was typed stays in the form until the action is done.
 */
export function useAction<const Id extends OperationId>(id: Id, options: ActionOptions<Id> = {}) {
  const call = useCall();
  const queries = useQueryClient();
  const attempt = useRef({ content: '', key: '' });
  return useMutation<Answer<Id>, Error, Variables<Id>>({
    mutationFn: (variables) => {
      const content = JSON.stringify(variables);
      if (attempt.current.content !== content) attempt.current = { content, key: crypto.randomUUID() };
      return call(id, { ...variables, idempotencyKey: attempt.current.key } as unknown as CallOptions<Id>);
    },
    onSuccess: async (answer, variables) => {
      attempt.current = { content: '', key: '' };
      if (options.done !== undefined) say(options.done);
      options.onSuccess?.(answer, variables);
      await Promise.all((options.refresh ?? []).map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
}

export type { Body };
