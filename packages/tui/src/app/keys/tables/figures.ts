import type { Binding } from '../binding.js';

/** Keys of every table of figures. */
export const FIGURES_KEYS: readonly Binding[] = [
  {
    command: 'open-failed',
    keys: ['F'],
    shown: 'F',
    help: 'what went wrong behind the figures',
    scopes: ['figures'],
    footer: ['F', 'failures'],
  },
  {
    command: 'sort',
    keys: ['s'],
    shown: 's',
    help: 'sort by the next column',
    scopes: ['figures'],
    footer: ['s', 'sort'],
  },
  {
    command: 'reverse',
    keys: ['S'],
    shown: 'S',
    help: 'sort the other way round',
    scopes: ['figures'],
  },
  {
    command: 'range',
    keys: ['t'],
    shown: 't',
    help: 'another range of time',
    scopes: ['figures', 'usage'],
    footer: ['t', 'range'],
  },
  {
    command: 'project',
    keys: ['p'],
    shown: 'p',
    help: 'figures of the next project alone, then of all',
    scopes: ['figures'],
  },
  {
    command: 'ask-project',
    keys: ['P'],
    shown: 'P',
    help: 'figures of a project that you name',
    scopes: ['figures', 'usage'],
  },
];
