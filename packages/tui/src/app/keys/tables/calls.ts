import type { Binding } from '../binding.js';

/** Keys of a list of calls, or of runs. */
export const CALLS_KEYS: readonly Binding[] = [
  {
    command: 'open',
    keys: ['enter', 'right', 'l'],
    shown: '⏎ → l',
    help: 'all that is known of it',
    scopes: ['pages'],
    footer: ['⏎', 'detail'],
  },
  {
    command: 'failed-only',
    keys: ['F'],
    shown: 'F',
    help: 'only what went wrong, or all',
    scopes: ['pages'],
    footer: ['F', 'failures'],
  },
];
