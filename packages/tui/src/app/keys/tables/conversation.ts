import type { Binding } from '../binding.js';

/** Keys of the conversation. */
export const CONVERSATION_KEYS: readonly Binding[] = [
  {
    command: 'open',
    keys: ['enter', 'right', 'l'],
    shown: '⏎ → l',
    help: 'the call or the turn of this message',
    scopes: ['conversation'],
    footer: ['⏎', 'detail'],
  },
  {
    command: 'next-prompt',
    keys: [']'],
    shown: ']',
    help: 'to the next prompt',
    scopes: ['conversation'],
    footer: ['[ ]', 'prompts'],
  },
  {
    command: 'previous-prompt',
    keys: ['['],
    shown: '[',
    help: 'to the prompt before',
    scopes: ['conversation'],
  },
  {
    command: 'toggle-agents',
    keys: ['a'],
    shown: 'a',
    help: 'with or without what subagents said',
    scopes: ['conversation'],
    footer: ['a', 'subagents'],
  },
  {
    command: 'toggle-thinking',
    keys: ['T'],
    shown: 'T',
    help: 'show or fold what was thought',
    scopes: ['conversation'],
  },
  {
    command: 'toggle-output',
    keys: ['o'],
    shown: 'o',
    help: 'show or fold what tools gave back',
    scopes: ['conversation'],
    footer: ['o', 'output'],
  },
  {
    command: 'follow',
    keys: ['f'],
    shown: 'f',
    help: 'follow the end, or stay where you are',
    scopes: ['conversation'],
  },
  {
    command: 'page',
    keys: ['v'],
    shown: 'v',
    help: 'the whole conversation in your pager',
    scopes: ['conversation'],
  },
];
