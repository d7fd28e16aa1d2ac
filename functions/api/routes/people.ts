import { me } from '../../../shared/desk/me.ts';
import type { ApiDesk } from '../connect.ts';
import type { Handlers } from '../operation.ts';

type Served = 'me';

/** Who the caller is; accounts, contacts and the desk's people. */
export function peopleHandlers(desk: ApiDesk): Handlers<Served> {
  return {
    me: ({ principal }) => me(desk, principal),
  };
}
