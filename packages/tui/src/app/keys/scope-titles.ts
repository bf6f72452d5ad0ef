import type { KeyScope } from './binding.js';

/** What a scope is called in the help and in `docs/keys.md`, in the order of both. */
export const SCOPE_TITLES: ReadonlyMap<KeyScope, string> = new Map([
  ['sessions', 'Sessions'],
  ['session', 'Session'],
  ['call', 'Entry of a session'],
  ['conversation', 'Conversation'],
  ['calls', 'Calls'],
  ['audit', 'Audit'],
  ['agents', 'Agents'],
  ['tools', 'Tools'],
  ['usage', 'Usage'],
  ['search', 'Search'],
  ['lessons', 'Lessons'],
  ['workflows', 'Workflows'],
  ['health', 'Health'],
  ['first-start', 'First start'],
  ['list', 'Lists'],
  ['text', 'Texts'],
  ['filter', 'While a filter is typed'],
  ['typing', 'While text is typed'],
  ['everywhere', 'Everywhere'],
  ['anytime', 'At any time'],
  ['help', 'Help'],
  ['palette', 'Commands'],
  ['ask', 'Questions'],
  ['confirm', 'Yes or no'],
]);

/** A scope's title; its own name where it has none. */
export function scopeTitle(scope: KeyScope): string {
  return SCOPE_TITLES.get(scope) ?? scope.charAt(0).toUpperCase() + scope.slice(1);
}
