import { UsageError } from '@spoor/core';
import type { FigureRange, SpoorDatabase } from '@spoor/storage';
import type { CliIo } from '../io.js';
import { projectOf } from '../project-option.js';
import { findSessionId } from '../sessions/find-session.js';
import { withStore } from '../store.js';
import { type RangeOptions, rangeOf } from './parse-range.js';

/** What the user wants figures of. */
export interface ChoiceOptions extends RangeOptions {
  readonly days?: number;
  readonly project?: string;
  readonly session?: string;
}

/** The same as the store takes it. */
export interface ChosenFigures extends FigureRange {
  readonly projectId: string | undefined;
  readonly sessionId: string | undefined;
}

/**
 * Reads figures after catching up with what is recorded.
 * @returns null when nothing was ever recorded.
 * @throws UsageError for a range that is none; SpoorError for a session that is not known.
 */
export async function withFigures<T>(
  io: CliIo,
  options: ChoiceOptions,
  read: (db: SpoorDatabase, choice: ChosenFigures) => T,
): Promise<T | null> {
  const range = rangeOf(withDays(options), io.now());
  const projectId = options.project === undefined ? undefined : projectOf(io, options.project);
  return withStore(io, (db) => {
    if (db === null) return null;
    const { session } = options;
    const sessionId = session === undefined ? undefined : findSessionId(db, session);
    return read(db, { ...range, projectId, sessionId });
  });
}

function withDays(options: ChoiceOptions): RangeOptions {
  const { days, since } = options;
  if (days === undefined) return options;
  if (since !== undefined) throw new UsageError('`--days` and `--since` exclude each other');
  return { ...options, since: `${days}d` };
}

/** Whether the user asked for a part only, of which there may be nothing although there is more. */
export function isNarrowed({ since, until, days, project, session }: ChoiceOptions): boolean {
  return [since, until, days, project, session].some((option) => option !== undefined);
}

/** What to do where there are no figures. */
export function emptyLine(isPart: boolean): string {
  return isPart
    ? 'No figures for that. All there are: spoor stats'
    : 'No figures yet. Take in your history: spoor import';
}
