import type { Binding } from '../binding.js';

/** Keys of the tools' figures. */
export const TOOLS_KEYS: readonly Binding[] = [
  {
    command: 'open',
    keys: ['enter', 'right', 'l'],
    shown: '⏎ → l',
    help: 'the calls behind the figures',
    scopes: ['tools'],
    footer: ['⏎', 'calls'],
  },
  {
    command: 'grouping',
    keys: ['b', 'tab'],
    shown: 'b tab',
    help: 'by tool, by MCP server, by both',
    scopes: ['tools'],
    footer: ['b', 'by server'],
  },
];
