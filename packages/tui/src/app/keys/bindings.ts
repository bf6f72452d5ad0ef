/** What a key can do. */
export type Command =
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'half-up'
  | 'half-down'
  | 'first'
  | 'last'
  | 'open'
  | 'back'
  | 'follow'
  | 'import'
  | 'help'
  | 'quit';

/** Where a key works. */
export type KeyScope = 'sessions' | 'session' | 'help' | 'empty';

/** One line of the table of keys. */
export interface Binding {
  readonly command: Command;
  readonly keys: readonly string[];
  /** How the keys are written on the screen. */
  readonly shown: string;
  readonly help: string;
  readonly scopes: readonly KeyScope[];
  /** Key and word in the footer, for the keys that one needs most. */
  readonly footer?: readonly [key: string, word: string];
}

const LISTS = ['sessions', 'session', 'help'] as const;
const EVERYWHERE = [...LISTS, 'empty'] as const;

/** All keys: what they do, the footer and the help are made from this table. */
export const BINDINGS: readonly Binding[] = [
  { command: 'up', keys: ['up', 'k'], shown: '↑ k', help: 'one line up', scopes: LISTS },
  {
    command: 'down',
    keys: ['down', 'j'],
    shown: '↓ j',
    help: 'one line down',
    scopes: LISTS,
    footer: ['↑↓', 'move'],
  },
  {
    command: 'page-up',
    keys: ['pageup', 'ctrl-b'],
    shown: 'PgUp ctrl-b',
    help: 'one page up',
    scopes: LISTS,
  },
  {
    command: 'page-down',
    keys: ['pagedown', 'ctrl-f', 'space'],
    shown: 'PgDn ctrl-f space',
    help: 'one page down',
    scopes: LISTS,
  },
  { command: 'half-up', keys: ['ctrl-u'], shown: 'ctrl-u', help: 'half a page up', scopes: LISTS },
  {
    command: 'half-down',
    keys: ['ctrl-d'],
    shown: 'ctrl-d',
    help: 'half a page down',
    scopes: LISTS,
  },
  {
    command: 'first',
    keys: ['home', 'g'],
    shown: 'g Home',
    help: 'to the first line',
    scopes: LISTS,
  },
  {
    command: 'last',
    keys: ['end', 'G'],
    shown: 'G End',
    help: 'to the last line; in a session that runs: follow it',
    scopes: LISTS,
  },
  {
    command: 'open',
    keys: ['enter', 'right', 'l'],
    shown: '⏎ → l',
    help: 'open the session',
    scopes: ['sessions'],
    footer: ['⏎', 'open'],
  },
  {
    command: 'follow',
    keys: ['f'],
    shown: 'f',
    help: 'follow the end, or stay where you are',
    scopes: ['session'],
    footer: ['f', 'follow'],
  },
  {
    command: 'back',
    keys: ['escape', 'left', 'h'],
    shown: 'esc ← h',
    help: 'back',
    scopes: ['session', 'help'],
    footer: ['esc', 'back'],
  },
  {
    command: 'import',
    keys: ['i'],
    shown: 'i',
    help: 'bring in what Claude Code has kept of earlier sessions',
    scopes: ['empty'],
    footer: ['i', 'import'],
  },
  {
    command: 'help',
    keys: ['?'],
    shown: '?',
    help: 'these keys',
    scopes: EVERYWHERE,
    footer: ['?', 'help'],
  },
  {
    command: 'quit',
    keys: ['q', 'ctrl-c'],
    shown: 'q ctrl-c',
    help: 'quit',
    scopes: EVERYWHERE,
    footer: ['q', 'quit'],
  },
];

/** The command of a key where one is, or null. */
export function commandOf(key: string, scope: KeyScope): Command | null {
  const binding = BINDINGS.find((b) => b.scopes.includes(scope) && b.keys.includes(key));
  return binding?.command ?? null;
}
