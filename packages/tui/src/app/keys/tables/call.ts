import type { Binding } from '../binding.js';

/** Keys of what is known of a call, a turn or a subagent. */
export const CALL_KEYS: readonly Binding[] = [
  {
    command: 'next-entry',
    keys: [']'],
    shown: ']',
    help: 'the next call, turn or subagent of the session',
    scopes: ['call'],
    footer: ['[ ]', 'others'],
  },
  {
    command: 'previous-entry',
    keys: ['['],
    shown: '[',
    help: 'the call, turn or subagent before',
    scopes: ['call'],
  },
  {
    command: 'open',
    keys: ['enter', 'right', 'l'],
    shown: '⏎ → l',
    help: 'fold or unfold this part',
    scopes: ['call'],
    keyOnly: true,
  },
  {
    command: 'conversation',
    keys: ['c'],
    shown: 'c',
    help: 'the conversation at this place',
    scopes: ['call'],
    footer: ['c', 'conversation'],
  },
  {
    command: 'open-turn',
    keys: ['p'],
    shown: 'p',
    help: 'the turn that it belongs to',
    scopes: ['call'],
  },
  {
    command: 'open-agent',
    keys: ['a'],
    shown: 'a',
    help: 'the subagent that it started, or that made it',
    scopes: ['call'],
  },
  {
    command: 'page',
    keys: ['v'],
    shown: 'v',
    help: 'this part in your pager',
    scopes: ['call'],
  },
  {
    command: 'edit',
    keys: ['e'],
    shown: 'e',
    help: 'the file that it touched in your editor',
    scopes: ['call'],
  },
  {
    command: 'add-lesson',
    keys: ['+'],
    shown: '+',
    help: 'add a lesson that this call taught',
    scopes: ['call'],
  },
];
