import type { SpoorDatabase } from '../database/spoor-database.js';
import type { CalendarUnit } from './calendar.js';
import { callsBy } from './call-sums.js';
import { type Chosen, chosen, type FigureChoice, parametersOf } from './choice.js';
import { tokensBy, type UnpricedModel, unpricedModels } from './token-sums.js';
import { turnsBy, turnsOfAll } from './turn-sums.js';
import { addSums, figuresOfSums, NO_SUMS, type Sums, type UsageFigures } from './usage.js';
import { usageByPeriod } from './usage-by-period.js';

/** What usage can be grouped by. */
export type UsageGrouping = CalendarUnit | 'project' | 'model' | 'agent' | 'session';

/** Which figures of usage. */
export interface UsageQuery extends FigureChoice {
  readonly by: UsageGrouping;
  /** Days, weeks and months of UTC instead of the machine's zone (`TZ`). */
  readonly utc?: boolean | undefined;
}

/** Figures of one day, project, model … */
export interface UsageRow extends UsageFigures {
  /** `2026-11-21`, a project's path, a session's id …; null for what doesn't say. */
  readonly key: string | null;
}

/** Figures of usage, and what is missing from them. */
export interface UsageReport {
  readonly by: UsageGrouping;
  /** Periods in their order; else those of most tokens first. */
  readonly rows: readonly UsageRow[];
  readonly total: UsageFigures;
  /** Models whose price is not known: their tokens are in no cost. */
  readonly unpriced: readonly UnpricedModel[];
  /** Lines of transcripts that could not be read: what they held is in no figure. */
  readonly unreadableLines: number;
}

/**
 * Tokens, costs, turns and calls, by a part of the calendar or by what used them. A message counts
 * when it was written, a turn and a call when it began.
 * @throws StorageError `INVALID` when an end of the range is no time.
 */
export function usageFigures(db: SpoorDatabase, query: UsageQuery): UsageReport {
  // One view of the data for all of its statements, for some milliseconds.
  return db
    .getDb()
    .transaction(() => reportOf(db, query))
    .deferred();
}

function reportOf(db: SpoorDatabase, query: UsageQuery): UsageReport {
  const choice = chosen(query);
  const { by, utc } = query;
  const sums = isCalendar(by)
    ? usageByPeriod(db, { unit: by, utc }, choice).map(({ period, sums }) => ({
        key: period.key,
        sums,
      }))
    : usageByKey(db, by, choice);
  const rows = sums.map((row) => ({ key: row.key, ...figuresOfSums(row.sums) }));
  const total = figuresOfSums(totalOf(db, query, choice, sums));
  return {
    by,
    rows: isCalendar(by) ? rows : rows.sort(mostFirst),
    total,
    unpriced: total.unpricedMessages === 0 ? [] : unpricedModels(db, choice),
    unreadableLines: unreadableLines(db, choice),
  };
}

function isCalendar(by: UsageGrouping): by is CalendarUnit {
  return by === 'day' || by === 'week' || by === 'month';
}

interface KeyedSums {
  readonly key: string | null;
  readonly sums: Sums;
}

function usageByKey(
  db: SpoorDatabase,
  by: Exclude<UsageGrouping, CalendarUnit>,
  choice: Chosen,
): KeyedSums[] {
  // Of a model or an agent that no turn belongs to, nobody can say how long it took.
  const none = by === 'model' || by === 'agent' ? { turns: null, durationMs: null } : {};
  const rows = new Map<string | null, Sums>();
  const of = (key: string | null) => rows.get(key) ?? { ...NO_SUMS, ...none };
  for (const { key, ...sums } of tokensBy(db, by, choice)) rows.set(key, { ...of(key), ...sums });
  for (const { key, ...sums } of callsBy(db, by, choice)) rows.set(key, { ...of(key), ...sums });
  for (const { key, ...sums } of turnsBy(db, by, choice)) rows.set(key, { ...of(key), ...sums });
  return [...rows]
    .filter(([, sums]) => sums.messages + sums.calls + (sums.turns ?? 0) + (sums.durationMs ?? 0))
    .map(([key, sums]) => ({ key, sums }));
}

/** A turn may have several models and agents, and counts once all the same. */
function totalOf(
  db: SpoorDatabase,
  { by }: UsageQuery,
  choice: Chosen,
  rows: readonly KeyedSums[],
): Sums {
  const total = rows.reduce((sum, row) => addSums(sum, row.sums), NO_SUMS);
  if (by !== 'model' && by !== 'agent') return total;
  return { ...total, ...turnsOfAll(db, choice) };
}

function mostFirst(a: UsageRow, b: UsageRow): number {
  return (
    b.totalTokens - a.totalTokens || b.calls - a.calls || ((a.key ?? '') < (b.key ?? '') ? -1 : 1)
  );
}

/** A line that can't be read has no time: those of sessions that were alive in the range count. */
function unreadableLines(db: SpoorDatabase, choice: Chosen): number {
  const { projectId, sessionId } = choice;
  const conditions = [
    '(s.id IS NULL OR (s.started_at < @until AND s.last_activity_at >= @from))',
    ...(projectId === undefined ? [] : ['s.project_id = @projectId']),
    ...(sessionId === undefined ? [] : ['problem.session_id = @sessionId']),
  ];
  const row = db
    .prepare<object, { lines: number }>(
      `SELECT count(*) AS lines FROM transcript_problems AS problem
       LEFT JOIN sessions AS s ON s.id = problem.session_id WHERE ${conditions.join(' AND ')}`,
    )
    .get(parametersOf(choice));
  return row?.lines ?? 0;
}
