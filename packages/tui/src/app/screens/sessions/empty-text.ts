import { rollingRange } from '../../state/rolling-range.js';
import type { SessionsState } from './sessions-state.js';

/** What is said in place of rows where there are none; null before it is known that there are none. */
export function emptyText({ listed, list, table, choices }: SessionsState): string | null {
  if (listed === null) return null;
  if (list.inRange === 0) {
    return choices.range === 'all'
      ? 'No sessions.'
      : `No session in the ${rollingRange(choices.range).said}; t shows more.`;
  }
  if (table.filter.text !== '') return 'No session matches the filter; esc clears it.';
  return 'No session is live; L shows the others too.';
}
