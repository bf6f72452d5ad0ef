import type { KeyScope } from './binding.js';

/** What a scope is called in the help and in `docs/keys.md`, in the order of both. */
export const SCOPE_TITLES: ReadonlyMap<KeyScope, string> = new Map([
  ['sessions', 'Sessions'],
  ['session', 'Session'],
  ['scrubber', 'Stepping through a session'],
  ['call', 'Entry of a session'],
  ['conversation', 'Conversation'],
  ['reading', 'Reading an entry or a conversation'],
  ['find', 'While a text is looked for'],
  ['calls', 'Calls'],
  ['audit', 'Audit'],
  ['audit-filter', 'While the filter of the audit log is typed'],
  ['agents', 'Agents'],
  ['tools', 'Tools'],
  ['figures', 'Agents, tools and usage'],
  ['usage', 'Usage'],
  ['search', 'Search'],
  ['search-field', 'While a search is typed'],
  ['lessons', 'Lessons'],
  ['lesson', 'Lesson'],
  ['lesson-draft', 'Lesson that could not be kept'],
  ['workflows', 'Workflows'],
  ['workflow', 'Workflow'],
  ['workflow-part', 'Part of a workflow'],
  ['health', 'Health'],
  ['first-start', 'First start'],
  ['list', 'Lists'],
  ['pages', 'Long lists'],
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
