import type { CliIo } from '../io.js';

/** Writes lines to the standard output. */
export function printLines(io: CliIo, lines: readonly string[]): void {
  io.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

/** Writes a value as JSON that can't drive a terminal either. */
export function printJson(io: CliIo, value: unknown): void {
  io.stdout.write(`${jsonText(value, 2)}\n`);
}

/** A value as JSON in one line that can't drive a terminal. */
export function jsonLine(value: unknown): string {
  return jsonText(value, 0);
}

function jsonText(value: unknown, indent: number): string {
  return JSON.stringify(value, null, indent).replace(UNSAFE_IN_JSON, escapeUnit);
}

/** What JSON leaves as it is: DEL, C1 controls, line separators, bidirectional controls. */
const UNSAFE_IN_JSON = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
