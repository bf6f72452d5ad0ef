import { distinctProjectNames } from '../../../present/project-name.js';
import { excerpt, safeText } from '../../../present/safe-text.js';
import { matcher } from '../../state/filter-text.js';
import type { ListChoices } from './list-choices.js';
import { type ListEntry, type ProjectGroup, projectKey, sessionKey } from './list-entries.js';
import type { SessionItem } from './session-item.js';
import { compareValues, SORT_ORDERS, type SortOrder } from './sort-orders.js';
import { isLive, needsAttention, STANDINGS, type Standing, standingOf } from './standing.js';
import { rangeStart } from './time-ranges.js';

/** What a list is made from. */
export interface ListParts {
  readonly items: Iterable<SessionItem>;
  readonly choices: ListChoices;
  readonly filter: string;
  readonly folded: ReadonlySet<string>;
  readonly nowMs: number;
}

/** A list as it is shown, from its first line to its last. */
export interface ArrangedList {
  readonly entries: readonly ListEntry[];
  /** The entries' identities. */
  readonly keys: readonly string[];
  /** Sessions in the range of time. */
  readonly inRange: number;
  /** Those of them that the filter lets through. */
  readonly shown: number;
  /** How those in the range stand that aren't over. */
  readonly standings: ReadonlyMap<Standing, number>;
  /** Safe names that tell their projects apart, by the paths of these. */
  readonly projectNames: ReadonlyMap<string, string>;
}

/** Chooses sessions, sorts them, and puts them under their projects when that is asked for. */
export function arrangeList(parts: ListParts): ArrangedList {
  const { choices, nowMs } = parts;
  const start = rangeStart(choices.range, nowMs) ?? Number.NEGATIVE_INFINITY;
  const inRange = [...parts.items].filter(({ activeMs }) => !(activeMs < start));
  const shown = sorted(inRange.filter(choiceOf(parts)), choices, nowMs);
  const entries = choices.grouped ? groupedEntries(shown, parts) : shown.map(sessionEntry);
  return {
    entries,
    keys: entries.map(({ key }) => key),
    inRange: inRange.length,
    shown: shown.length,
    standings: liveStandings(inRange, nowMs),
    projectNames: projectNames(inRange),
  };
}

function projectNames(items: readonly SessionItem[]): ReadonlyMap<string, string> {
  const paths = [...new Set(items.map(({ project }) => project))];
  const named = distinctProjectNames(paths.filter((path) => path !== ''));
  return new Map(
    paths.map((path) => [path, path === '' ? '–' : safeText(excerpt(named(path), LONGEST_NAME))]),
  );
}

const LONGEST_NAME = 100;

function choiceOf({ choices, filter, nowMs }: ListParts): (item: SessionItem) => boolean {
  const matches = matcher(filter);
  return ({ row, searched }) =>
    (!choices.liveOnly || isLive(row)) &&
    (filter === '' || matches(`${searched}\n${STANDINGS[standingOf(row, nowMs)].word}`));
}

function sorted(
  items: readonly SessionItem[],
  { sort, reversed, attentionFirst }: ListChoices,
  nowMs: number,
): SessionItem[] {
  const { value, falling }: SortOrder = SORT_ORDERS[sort];
  const placed = items.map((item) => ({
    item,
    asks: attentionFirst && needsAttention(item.row, nowMs) ? 1 : 0,
    value: value(item, nowMs),
    active: SORT_ORDERS.active.value(item, nowMs),
  }));
  return placed
    .toSorted(
      (a, b) =>
        b.asks - a.asks ||
        compareValues(a.value, b.value, falling !== reversed) ||
        compareValues(a.active, b.active, true) ||
        compareValues(a.item.startedMs, b.item.startedMs, true) ||
        compareValues(a.item.row.id, b.item.row.id, true),
    )
    .map(({ item }) => item);
}

function sessionEntry(item: SessionItem): ListEntry {
  return { kind: 'session', key: sessionKey(item.row.id), item };
}

function groupedEntries(
  shown: readonly SessionItem[],
  { choices, folded, nowMs }: ListParts,
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

function liveStandings(
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
