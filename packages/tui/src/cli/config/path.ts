import type { CliIo } from '../io.js';
import { printPath } from '../output/print.js';
import { settingsOf } from '../settings.js';

/** Prints the path of the user's file, there or not. */
export function printConfigurationPath(io: CliIo): void {
  printPath(io, settingsOf(io).paths.configFile);
}
