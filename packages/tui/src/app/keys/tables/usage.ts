import type { Binding } from '../binding.js';

/** Keys of usage. */
export const USAGE_KEYS: readonly Binding[] = [
  {
    command: 'open',
    keys: ['enter', 'right', 'l'],
    shown: '⏎ → l',
    help: 'only this day, project or model; at last its calls',
    scopes: ['usage'],
    footer: ['⏎', 'narrow'],
  },
  {
    command: 'view',
    keys: ['m'],
    shown: 'm',
    help: 'cost by model, tokens by kind, tokens without cache reads',
    scopes: ['usage'],
    footer: ['m', 'tokens'],
  },
  {
    command: 'next-table',
    keys: ['tab'],
    shown: 'tab',
    help: 'the table of periods, of projects, of models',
    scopes: ['usage'],
    footer: ['tab', 'table'],
  },
  {
    command: 'by-period',
    keys: ['d'],
    shown: 'd',
    help: 'the table by day, or by another period',
    scopes: ['usage'],
  },
  {
    command: 'by-project',
    keys: ['p'],
    shown: 'p',
    help: 'the table by project',
    scopes: ['usage'],
  },
  {
    command: 'unit',
    keys: ['u'],
    shown: 'u',
    help: 'bars of hours, days, weeks or months',
    scopes: ['usage'],
  },
];
