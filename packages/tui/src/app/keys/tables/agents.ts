import type { Binding } from '../binding.js';

/** Keys of the agents' figures. */
export const AGENTS_KEYS: readonly Binding[] = [
  {
    command: 'open',
    keys: ['enter', 'right', 'l'],
    shown: '⏎ → l',
    help: 'the runs behind the figures',
    scopes: ['agents'],
    footer: ['⏎', 'runs'],
  },
  {
    command: 'open-calls',
    keys: ['c'],
    shown: 'c',
    help: 'the tool calls that it made',
    scopes: ['agents'],
    footer: ['c', 'calls'],
  },
];
