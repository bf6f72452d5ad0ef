import { dirname, join } from 'node:path';
import { catchUp } from '../../src/index.ts';
import type { ClientRun } from './client-run.ts';

/** Does what every listing does first: what a busy moment left in the spool is taken in. */
export function catchUpAsAListing(run: ClientRun): void {
  const spoolDirs = [join(dirname(run.databasePath), 'spool')];
  catchUp({ databasePath: run.databasePath, spoolDirs });
}
