import { type HistoryProblem, type SessionOutcome, TOLD_PROBLEMS } from './history-report.js';

/** Adds up what the sessions of an import came to. */
export class HistoryTally {
  read = 0;
  unchanged = 0;
  unreadable = 0;
  left = 0;
  bytes = 0;
  badLines = 0;
  forgotten = 0;
  readonly problems: HistoryProblem[] = [];

  add(outcome: SessionOutcome): void {
    this.read += outcome.read;
    this.unchanged += outcome.unchanged;
    this.unreadable += outcome.unreadable;
    this.left += outcome.left;
    this.bytes += outcome.bytes;
    this.badLines += outcome.badLines;
    if (outcome.isForgotten) this.forgotten += 1;
    this.problems.push(...outcome.problems.slice(0, TOLD_PROBLEMS - this.problems.length));
  }
}
