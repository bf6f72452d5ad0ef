/** What one or more sessions left behind, in a form that two observers can be compared by. */
export interface RunRows {
  /** Number of hook events by session, event, tool call and agent. */
  readonly executions: Readonly<Record<string, number>>;
  readonly sessions: readonly string[];
  readonly turns: readonly string[];
  readonly toolCalls: readonly string[];
  readonly agents: readonly string[];
  readonly rounds: readonly string[];
}

/** One line from the parts of a row; what isn't there is a dash. */
export function rowLine(...parts: readonly (string | number | null | undefined)[]): string {
  return parts.map((part) => part ?? '-').join(' ');
}

/** Counts equal lines. */
export function countLines(lines: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of lines) {
    counts[line] = (counts[line] ?? 0) + 1;
  }
  return counts;
}
