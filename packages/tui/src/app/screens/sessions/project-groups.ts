import type { ListChoices } from './list-choices.js';
import { type ListEntry, type ProjectGroup, projectKey, sessionEntry } from './list-entries.js';
import type { SessionItem } from './session-item.js';
import { compareValues, SORT_ORDERS, type SortOrder } from './sort-orders.js';
import { isLive, needsAttention, type Standing, standingOf } from './standing.js';

/** What projects are grouped by, beside their sessions. */
export interface GroupingParts {
  readonly choices: ListChoices;
  readonly folded: ReadonlySet<string>;
  readonly nowMs: number;
}

/** Sessions under the lines of their projects; those of folded ones are left out. */
export function groupedEntries(
  shown: readonly SessionItem[],
  { choices, folded, nowMs }: GroupingParts,
): ListEntry[] {
  const members = Map.groupBy(shown, ({ project }) => project);
  const groups = Array.from(members, ([project, items]) => ({
    project,
    items,
    standings: liveStandings(items, nowMs),
    folded: folded.has(project),
  }));
  return sortedGroups(groups, choices, nowMs).flatMap((group) => [
    { kind: 'project', key: projectKey(group.project), group } as const,
    ...(group.folded ? [] : group.items.map(sessionEntry)),
  ]);
}

/** Projects follow each other as their sums do, or as the first of their sessions. */
function sortedGroups(
  groups: readonly ProjectGroup[],
  { sort, reversed, attentionFirst }: ListChoices,
  nowMs: number,
): readonly ProjectGroup[] {
  const { value, falling, summed }: SortOrder = SORT_ORDERS[sort];
  if (summed !== true) return groups;
  const placed = groups.map((group) => ({
    group,
    asks: attentionFirst && group.items.some(({ row }) => needsAttention(row, nowMs)) ? 1 : 0,
    sum: sumOf(group.items, (item) => value(item, nowMs)),
  }));
  return placed
    .toSorted((a, b) => b.asks - a.asks || compareValues(a.sum, b.sum, falling !== reversed))
    .map(({ group }) => group);
}

/** The sum of what is known; null when nothing is. */
export function sumOf(
  items: readonly SessionItem[],
  value: (item: SessionItem) => number | string | null,
): number | null {
  const known = items.map(value).filter((one) => typeof one === 'number');
  return known.length === 0 ? null : known.reduce((total, one) => total + one, 0);
}

/** How many sessions stand how; those that are over aren't counted. */
export function liveStandings(
  items: readonly SessionItem[],
  nowMs: number,
): ReadonlyMap<Standing, number> {
  const counts = new Map<Standing, number>();
  for (const { row } of items) {
    if (!isLive(row)) continue;
    const standing = standingOf(row, nowMs);
    counts.set(standing, (counts.get(standing) ?? 0) + 1);
  }
  return counts;
}
