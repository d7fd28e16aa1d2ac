import { setPreferences } from '../../../shared/desk/directory/preferences.ts';
import { me } from '../../../shared/desk/me.ts';
import type { ApiDesk } from '../connect.ts';
import type { Handlers } from '../operation.ts';

type Served = 'me' | 'setMyPreferences';

/** Who the caller is, and how they want to be spoken to. */
export function meHandlers(desk: ApiDesk): Handlers<Served> {
  return {
    me: ({ principal }) => me(desk, principal),

    setMyPreferences: async ({ principal, body }) => {
      await setPreferences(desk, principal, body);
      return await me(desk, principal);
    },
  };
}
