import { safeJson, safeText } from '@spoor/core';
import type { HookCliIo } from './io.js';

/** Prints lines of text; control characters in them are shown, not obeyed. */
export function printLines(io: HookCliIo, lines: readonly string[]): void {
  io.stdout.write(lines.map((line) => `${visible(line)}\n`).join(''));
}

/** Prints a value for scripts, as JSON that can't drive a terminal either. */
export function printJson(io: HookCliIo, value: unknown): void {
  io.stdout.write(`${safeJson(value, 2)}\n`);
}

/** Warns on stderr. */
export function printWarnings(io: HookCliIo, warnings: readonly string[]): void {
  for (const warning of warnings) io.stderr.write(`${io.name}: ${visible(warning)}\n`);
}

/** Lines of a settings file keep the tabs that indent them; how they end doesn't show. */
function visible(text: string): string {
  return text.replace(/\r$/, '').split('\t').map(safeText).join('\t');
}
