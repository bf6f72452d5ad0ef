import type { HookCliIo } from './io.js';

/** Prints lines of text; control characters in them are shown, not obeyed. */
export function printLines(io: HookCliIo, lines: readonly string[]): void {
  io.stdout.write(lines.map((line) => `${visible(line)}\n`).join(''));
}

/** Prints a value for scripts. */
export function printJson(io: HookCliIo, value: unknown): void {
  io.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Warns on stderr. */
export function printWarnings(io: HookCliIo, warnings: readonly string[]): void {
  for (const warning of warnings) io.stderr.write(`${io.name}: ${visible(warning)}\n`);
}

function visible(text: string): string {
  return text.replaceAll(
    /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (character) => {
      const code = character.charCodeAt(0).toString(16).padStart(4, '0');
      return character === '\r' ? '' : `\\u${code}`;
    },
  );
}
