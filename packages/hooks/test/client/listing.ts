import { dirname, join } from 'node:path';
import { UNCONFIGURED } from '@spoor/storage';
import { catchUp } from '../../src/index.ts';
import type { ClientRun } from './client-run.ts';

/** Does what every listing does first: what hooks left, in the spool or in transcripts, is taken in. */
export function catchUpAsAListing({ databasePath }: ClientRun): void {
  const dataDir = dirname(databasePath);
  const transcripts = { settings: UNCONFIGURED, dataDir, budgetMs: 20_000 };
  catchUp({ databasePath, spoolDirs: [join(dataDir, 'spool')], transcripts });
}
