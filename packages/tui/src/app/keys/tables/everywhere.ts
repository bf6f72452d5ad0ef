import { TABS } from '../../state/tabs.js';
import type { Binding } from '../binding.js';

/** Keys that work on every screen, unless text is typed, and those that work even then. */
export const EVERYWHERE_KEYS: readonly Binding[] = [
  ...TABS.map(({ id, key, title }) => ({
    command: `go-${id}`,
    keys: [key],
    shown: key,
    help: `go to ${title}`,
    scopes: ['everywhere'],
  })),
  {
    command: 'back',
    keys: ['escape', 'left', 'h'],
    shown: 'esc ← h',
    help: 'back to where you came from',
    scopes: ['everywhere'],
    footer: ['esc', 'back'],
  },
  {
    command: 'palette',
    keys: [':', 'ctrl-p'],
    shown: ': ctrl-p',
    help: 'find a command by its name',
    scopes: ['everywhere'],
    footer: [':', 'commands'],
  },
  {
    command: 'theme',
    keys: ['ctrl-t'],
    shown: 'ctrl-t',
    help: 'next theme: auto, dark, light, contrast, none',
    scopes: ['everywhere'],
  },
  {
    command: 'help',
    keys: ['?'],
    shown: '?',
    help: 'these keys',
    scopes: ['everywhere'],
    footer: ['?', 'help'],
  },
  {
    command: 'quit',
    keys: ['q', 'ctrl-c'],
    shown: 'q ctrl-c',
    help: 'quit',
    scopes: ['everywhere'],
    footer: ['q', 'quit'],
  },
  {
    command: 'redraw',
    keys: ['ctrl-l'],
    shown: 'ctrl-l',
    help: 'draw the screen anew',
    scopes: ['anytime'],
  },
  {
    command: 'stop',
    keys: ['ctrl-z'],
    shown: 'ctrl-z',
    help: 'back to the shell; `fg` goes on',
    scopes: ['anytime'],
  },
];
