import { safeJson, safeText } from '@spoor/core';
import type { CliIo } from '../io.js';

/** Writes lines to the standard output. */
export function printLines(io: CliIo, lines: readonly string[]): void {
  io.stdout.write(lines.map((line) => `${line.replace(STRAY, '?')}\n`).join(''));
}

/** Writes a path for a script exactly as it is; a terminal shows what would drive it. */
export function printPath(io: CliIo, path: string): void {
  io.stdout.write(`${io.stdout.isTTY === true ? safeText(path) : path}\n`);
}

/** Writes a value as JSON that can't drive a terminal either. */
export function printJson(io: CliIo, value: unknown): void {
  io.stdout.write(`${safeJson(value, 2)}\n`);
}

/** Texts are safe already; this is the last place that sees to it. Colours are our own. */
const STRAY = /(?![\t\n]|\u001b\[[\d;]*m)\p{Cc}/gu;
