import type {
  AuditCount,
  AuditFilter,
  AuditLine,
  AuditNames,
  AuditPosition,
  SessionLabel,
} from '@spoor/storage';
import { EMPTY_LIST, type ListState } from '../../state/list-state.js';
import type { EntryDetail } from './entry-detail.js';
import type { FilterEditing } from './filter-editing.js';

/** The audit log on the screen. */
export interface AuditState {
  /** The filter in force, as it is written. */
  readonly line: string;
  /** The filter while it is typed. */
  readonly editing: FilterEditing | null;
  readonly known: Known;
  /** The newest entries stand at the top. */
  readonly newestFirst: boolean;
  /** The newest entry stays chosen while more come. */
  readonly follow: boolean;
  /** The place around which entries are read; null for the newest. */
  readonly at: AuditPosition | null;
  /** What to choose when they are read. */
  readonly goal: 'keep' | 'place' | 'newest' | 'oldest';
  readonly list: ListState;
  readonly read: ReadStretch | null;
  readonly counts: ReadCounts | null;
  readonly labels: ReadonlyMap<string, SessionLabel>;
  /** Whether the chosen entry is shown whole below the list. */
  readonly pane: boolean;
  readonly paneTop: number;
  readonly detail: EntryDetail | null;
  readonly narrowing: Narrowing | null;
  /** A file that exists, until one has said whether to replace it. */
  readonly replacing: string | null;
}

/** What short names in the filter are looked up in. */
interface Known {
  /** Undefined before they are read; null where there are too many. */
  readonly names: AuditNames | null | undefined;
  readonly sessions: { readonly start: string; readonly ids: readonly string[] } | null;
}

/** Entries that were read, the oldest first, and what was asked. */
export interface ReadStretch {
  readonly filter: AuditFilter;
  readonly entries: readonly AuditLine[];
  readonly olderLeft: boolean;
  readonly newerLeft: boolean;
}

/** How many entries of each category a filter lets through. */
interface ReadCounts {
  readonly filter: AuditFilter;
  readonly counts: readonly AuditCount[];
}

/** How far the keys have narrowed the log to entries like one, and the filter from before. */
interface Narrowing {
  readonly id: string;
  readonly step: number;
  readonly before: string;
  readonly after: string;
}

/** The log before anything is read: the newest entries, followed. */
const FIRST_AUDIT: AuditState = {
  line: '',
  editing: null,
  known: { names: undefined, sessions: null },
  newestFirst: false,
  follow: true,
  at: null,
  goal: 'newest',
  list: EMPTY_LIST,
  read: null,
  counts: null,
  labels: new Map(),
  pane: false,
  paneTop: 0,
  detail: null,
  narrowing: null,
  replacing: null,
};

/** The log with what was remembered of it. */
export function rememberedAudit(remembered: unknown): AuditState {
  if (remembered === null || typeof remembered !== 'object') return FIRST_AUDIT;
  const { newestFirst, pane } = remembered as Record<string, unknown>;
  return { ...FIRST_AUDIT, newestFirst: newestFirst === true, pane: pane === true };
}

/** The entries that were read, in the order in which they are shown. */
export function shownEntries({ read, newestFirst }: AuditState): readonly AuditLine[] {
  const entries = read?.entries ?? [];
  return newestFirst ? entries.toReversed() : entries;
}

/** The chosen entry. */
export function chosenEntry({ read, list }: AuditState): AuditLine | null {
  return read?.entries.find(({ id }) => id === list.selected) ?? null;
}
