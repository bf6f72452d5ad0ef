import type { CliIo } from '../io.js';
import { printLines } from '../output/print.js';
import { pathsOf } from '../paths.js';

/** Prints the path of the database's file, there or not. */
export function printDatabasePath(io: CliIo): void {
  printLines(io, [pathsOf(io).databasePath]);
}
