import type { Binding } from '../binding.js';

/** Keys of a session's timeline. */
export const SESSION_KEYS: readonly Binding[] = [
  {
    command: 'follow',
    keys: ['f'],
    shown: 'f',
    help: 'follow the end, or stay where you are',
    scopes: ['session'],
    footer: ['f', 'follow'],
  },
];
