import { type HistoryProblem, type SessionOutcome, TOLD_PROBLEMS } from './history-report.js';
import type { HistoryPlan } from './plan-sessions.js';

/** Adds up what the sessions of an import come to. */
export class HistoryTally {
  bytes = 0;
  badLines = 0;
  forgotten = 0;
  paused = 0;
  readonly problems: HistoryProblem[] = [];
  readonly #files: Record<keyof SessionOutcome['files'], number> = {
    read: 0,
    unchanged: 0,
    unreadable: 0,
    left: 0,
  };

  /** Files of which nothing is to be read. */
  passOver(unchanged: number): void {
    this.#files.unchanged += unchanged;
  }

  /** What would be read. */
  plan({ families, unchanged, bytes }: HistoryPlan): void {
    const sessions = families.flatMap((family) => family.sessions);
    this.#files.unchanged += unchanged;
    this.#files.read += sessions.reduce((sum, { files }) => sum + files.length, 0);
    this.bytes += bytes;
  }

  /** Something that can't be looked into. */
  refuse(path: string, reason: string): void {
    this.#files.unreadable += 1;
    this.#tell([{ path, line: null, reason }]);
  }

  add({ files, bytes, badLines, leftOut, problems }: SessionOutcome): void {
    this.#files.read += files.read;
    this.#files.unchanged += files.unchanged;
    this.#files.unreadable += files.unreadable;
    this.#files.left += files.left;
    this.bytes += bytes;
    this.badLines += badLines;
    if (leftOut !== null) this[leftOut] += 1;
    this.#tell(problems);
  }

  files(): SessionOutcome['files'] {
    return { ...this.#files };
  }

  #tell(problems: readonly HistoryProblem[]): void {
    this.problems.push(...problems.slice(0, TOLD_PROBLEMS - this.problems.length));
  }
}
