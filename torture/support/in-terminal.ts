/** A terminal's size. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/**
 * Puts a command into a terminal of its own, which util-linux' `script` makes. It echoes nothing:
 * what a terminal's driver writes of the keys, while nobody has it raw, is not the command's.
 */
export function inTerminal(
  command: readonly string[],
  { columns, rows }: TerminalSize,
): [string, ...string[]] {
  const size = `stty -echo cols ${columns} rows ${rows}`;
  return ['script', '-qfec', `${size}; exec ${command.map(quoted).join(' ')}`, '/dev/null'];
}

/** A word as a shell takes it. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
