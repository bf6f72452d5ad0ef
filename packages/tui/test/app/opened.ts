import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect } from 'vitest';
import { scratchFolder } from './scratch.js';
import { startTerminal, type Terminal } from './tmux.js';

/** A terminal with the inspector on a database; the shell prints how it came out. */
export function openIn(
  program: string,
  [columns, rows]: readonly [columns: number, rows: number],
  path: string,
  env = {},
): Terminal {
  const terminal = startTerminal(columns, rows, env);
  const node = `'${process.execPath}' '${program}' '${path}'`;
  const script = join(scratchFolder(), 'run.sh');
  const pid = `${path}.pid`;
  writeFileSync(
    script,
    `trap : INT\necho was here before\nsh -c 'echo $$ > "$0"; exec "$@"' '${pid}' ${node}\necho code $?\n`,
  );
  terminal.type(`sh '${script}'`, 'Enter');
  return terminal;
}

/** The process of the inspector on a database. */
export function pidOf(path: string): number {
  return Number(readFileSync(`${path}.pid`, 'utf8'));
}

/** Alternate screen, cursor, wrapping of lines, mouse. */
export const MODES = '#{alternate_on} #{cursor_flag} #{wrap_flag} #{mouse_any_flag}';

/** The terminal is as it was, and what is typed is seen. */
export async function expectRestored(terminal: Terminal, code: string): Promise<void> {
  const text = await terminal.see(new RegExp(`code ${code}`));
  expect(text).toContain('was here before');
  expect(terminal.value(MODES)).toBe('0 1 1 0');
  terminal.type('echo typed-$((40+2))', 'Enter');
  expect(await terminal.see(/^typed-42/m)).toContain('echo typed-');
}
