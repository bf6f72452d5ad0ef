import type { Binding } from '../binding.js';

/** Keys of what lies over a screen: the help, the palette, a question. */
export const OVERLAY_KEYS: readonly Binding[] = [
  {
    command: 'close',
    keys: ['escape', '?', 'q', 'h', 'left', 'ctrl-c'],
    shown: 'esc ?',
    help: 'close the help',
    scopes: ['help'],
    footer: ['esc', 'close'],
    keyOnly: true,
  },
  {
    command: 'close',
    keys: ['escape', 'ctrl-c'],
    shown: 'esc',
    help: 'close',
    scopes: ['palette', 'ask'],
    footer: ['esc', 'close'],
    keyOnly: true,
  },
  {
    command: 'accept',
    keys: ['enter'],
    shown: '⏎',
    help: 'take it',
    scopes: ['palette', 'ask'],
    footer: ['⏎', 'do it'],
    keyOnly: true,
  },
  {
    command: 'accept',
    keys: ['y', 'Y'],
    shown: 'y',
    help: 'yes',
    scopes: ['confirm'],
    footer: ['y', 'yes'],
    keyOnly: true,
  },
  {
    command: 'close',
    keys: ['n', 'N', 'escape', 'enter', 'q', 'ctrl-c'],
    shown: 'n esc',
    help: 'no',
    scopes: ['confirm'],
    footer: ['n', 'no'],
    keyOnly: true,
  },
];
