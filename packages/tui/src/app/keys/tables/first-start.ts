import type { Binding } from '../binding.js';

/** Keys while nothing is recorded. */
export const FIRST_START_KEYS: readonly Binding[] = [
  {
    command: 'import',
    keys: ['i'],
    shown: 'i',
    help: 'bring in what Claude Code has kept of earlier sessions',
    scopes: ['first-start'],
    footer: ['i', 'import'],
  },
];
