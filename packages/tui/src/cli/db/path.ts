import type { CliIo } from '../io.js';
import { printPath } from '../output/print.js';
import { pathsOf } from '../paths.js';

/** Prints the path of the database's file, there or not. */
export function printDatabasePath(io: CliIo): void {
  printPath(io, pathsOf(io).databasePath);
}
