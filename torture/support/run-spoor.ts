import type { Place } from './place.ts';
import { runCommand } from './run-command.ts';
import { asText, type TextEnd } from './run-process.ts';

/** What a command is run with. */
export interface SpoorOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** The user that it runs as. */
  readonly uid?: number;
  /** When it is ended, ms. */
  readonly timeoutMs?: number;
}

/** Runs a `spoor` command in a place's home, as a user does at a pipe. */
export async function runSpoor(
  place: Place,
  args: readonly string[],
  options: SpoorOptions = {},
): Promise<TextEnd> {
  const cwd = options.uid === undefined ? place.home : '/';
  return asText(await runCommand(place, args, { cwd, ...options }));
}
