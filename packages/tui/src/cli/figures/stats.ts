import { UsageError } from '@spoor/core';
import {
  readSessionLabels,
  type SessionLabel,
  type SpoorDatabase,
  type UsageGrouping,
  type UsageReport,
  usageFigures,
} from '@spoor/storage';
import { modelName } from '../../present/project-name.js';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { noticesAbove } from '../pause/notice.js';
import { type ChoiceOptions, emptyLine, isNarrowed, withFigures } from './choice.js';
import { statsLines } from './stats-lines.js';

/** What the user asked for. */
export interface StatsOptions extends ChoiceOptions {
  readonly by: UsageGrouping | 'tool';
  readonly model?: string;
  readonly json?: true;
}

/** Shows what was used, grouped by something. */
export async function showStats(io: CliIo, options: StatsOptions): Promise<void> {
  const { by, model, utc, json } = options;
  if (by === 'tool') {
    if (model !== undefined) throw new UsageError('`--by tool` and `--model` exclude each other');
    const { showTools } = await import('./tools.js');
    return showTools(io, { ...options, by });
  }
  const found = await withFigures(io, options, (db, choice) => {
    const report = usageFigures(db, { ...choice, by, model: fullModelName(db, model), utc });
    const ids = by === 'session' ? report.rows.flatMap(({ key }) => key ?? []) : [];
    return { report, labels: json === true ? NO_LABELS : readSessionLabels(db, ids) };
  });
  const notices = noticesAbove(io, json);
  if (json === true) {
    printJson(io, found?.report ?? emptyReport(by));
    return;
  }
  if (found === null || found.report.rows.length === 0) {
    printLines(io, [...notices, emptyLine(isNarrowed(options) || model !== undefined)]);
    return;
  }
  const look = { width: widthOf(io), paint: createPaint(io) };
  printLines(io, [...notices, ...statsLines({ ...found.report, labels: found.labels }, look)]);
}

const NO_LABELS: ReadonlyMap<string, SessionLabel> = new Map();

/**
 * A model's name as the API has it, also for a short one such as this command shows.
 * @throws UsageError when several fit.
 */
function fullModelName(db: SpoorDatabase, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const names = usageFigures(db, { by: 'model' }).rows.flatMap(({ key }) => key ?? []);
  if (names.includes(name)) return name;
  const [one, ...others] = names.filter((full) => modelName(full) === name);
  if (others.length > 0) throw new UsageError(`\`${name}\` may be ${[one, ...others].join(', ')}`);
  return one ?? name;
}

function emptyReport(by: UsageGrouping): UsageReport {
  const total = {
    ...{ messages: 0, inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 },
    ...{ totalTokens: 0, costUsd: 0, unpricedMessages: 0, unpricedTokens: 0, turns: 0 },
    ...{ durationMs: 0, calls: 0, failures: 0, denied: 0 },
  };
  return { by, rows: [], total, unpriced: [], unreadableLines: 0 };
}
