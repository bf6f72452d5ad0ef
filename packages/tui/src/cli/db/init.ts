import { SCHEMA_VERSION, SpoorDatabase } from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { databaseExists, pathsOf } from '../paths.js';

/** Makes the database, or finds that it is there and in order. */
export function initDatabase(io: CliIo, { json }: { json?: true }): void {
  const paths = pathsOf(io);
  const created = !databaseExists(paths);
  new SpoorDatabase({ path: paths.databasePath }).close();
  const path = paths.databasePath;
  if (json === true) {
    printJson(io, { path, created, schemaVersion: SCHEMA_VERSION });
    return;
  }
  const done = created ? 'Made' : 'Ready already:';
  printLines(io, [`${done} ${safeText(path)} (schema ${SCHEMA_VERSION})`]);
}
