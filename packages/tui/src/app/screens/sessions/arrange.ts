import { distinctProjectNames } from '../../../present/project-name.js';
import { excerpt, safeText } from '../../../present/safe-text.js';
import { matcher } from '../../state/filter-text.js';
import { rollingStart } from '../../state/rolling-range.js';
import type { ListChoices } from './list-choices.js';
import { type ListEntry, sessionEntry } from './list-entries.js';
import { groupedEntries, liveStandings } from './project-groups.js';
import type { SessionItem } from './session-item.js';
import { compareValues, SORT_ORDERS, type SortOrder } from './sort-orders.js';
import { isLive, needsAttention, STANDINGS, type Standing, standingOf } from './standing.js';

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
  const start = rollingStart(choices.range, nowMs) ?? Number.NEGATIVE_INFINITY;
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
