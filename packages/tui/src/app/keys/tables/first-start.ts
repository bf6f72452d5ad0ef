import type { Binding } from '../binding.js';

const FIRST_START = ['first-start'];

/** Keys while nothing is recorded. */
export const FIRST_START_KEYS: readonly Binding[] = [
  {
    command: 'open',
    keys: ['enter', 'right', 'l'],
    shown: '⏎',
    help: 'do what is chosen',
    scopes: FIRST_START,
    keyOnly: true,
  },
  {
    command: 'install',
    keys: ['a'],
    shown: 'a',
    help: 'add the hooks to Claude Code, so that its sessions are recorded',
    scopes: FIRST_START,
    footer: ['a', 'add hooks'],
  },
  {
    command: 'import',
    keys: ['i'],
    shown: 'i',
    help: 'bring in what Claude Code has kept of earlier sessions',
    scopes: FIRST_START,
    footer: ['i', 'import'],
  },
  {
    command: 'demo',
    keys: ['w'],
    shown: 'w',
    help: 'watch the demo: a recorded session, played in a folder of its own',
    scopes: FIRST_START,
    footer: ['w', 'watch the demo'],
  },
];
