import type { Binding } from '../binding.js';

/** Keys of the list of sessions. */
export const SESSIONS_KEYS: readonly Binding[] = [
  {
    command: 'open',
    keys: ['enter', 'right', 'l'],
    shown: '⏎ → l',
    help: 'open the session',
    scopes: ['sessions'],
    footer: ['⏎', 'open'],
  },
];
