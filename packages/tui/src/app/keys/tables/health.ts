import type { Binding } from '../binding.js';

const HEALTH = ['health'];

/** Keys of the recorder's health. */
export const HEALTH_KEYS: readonly Binding[] = [
  {
    command: 'fold',
    keys: ['space', 'enter', 'l', 'right'],
    shown: 'space ⏎',
    help: 'fold or unfold the section',
    scopes: HEALTH,
    footer: ['space', 'fold'],
  },
  {
    command: 'fold-all',
    keys: ['z'],
    shown: 'z',
    help: 'fold or unfold all sections',
    scopes: HEALTH,
  },
  {
    command: 'check',
    keys: ['r'],
    shown: 'r',
    help: 'check the database for damage now',
    scopes: HEALTH,
    footer: ['r', 'check'],
  },
  {
    command: 'back-up',
    keys: ['b'],
    shown: 'b',
    help: 'back the database up now',
    scopes: HEALTH,
    footer: ['b', 'back up'],
  },
  {
    command: 'upkeep',
    keys: ['m'],
    shown: 'm',
    help: 'run the upkeep now, in the background',
    scopes: HEALTH,
    footer: ['m', 'upkeep'],
  },
  {
    command: 'install-hooks',
    keys: ['i'],
    shown: 'i',
    help: 'install the hooks, or bring them up to date',
    scopes: HEALTH,
    footer: ['i', 'hooks'],
  },
  {
    command: 'pause',
    keys: ['p'],
    shown: 'p',
    help: 'record nothing for a while',
    scopes: HEALTH,
    footer: ['p', 'pause'],
  },
  {
    command: 'resume',
    keys: ['R'],
    shown: 'R',
    help: 'record again',
    scopes: HEALTH,
  },
  {
    command: 'edit-configuration',
    keys: ['e'],
    shown: 'e',
    help: 'open the configuration in $EDITOR',
    scopes: HEALTH,
  },
  {
    command: 'all-settings',
    keys: ['c'],
    shown: 'c',
    help: 'show every key of the configuration, or those that are set',
    scopes: HEALTH,
  },
  {
    command: 'yank',
    keys: ['y'],
    shown: 'y',
    help: 'copy what helps, or the line',
    scopes: HEALTH,
  },
];
