import { catchUp } from '@spoor/hooks';
import { backup, configuredOptions, resolveStore, SpoorDatabase } from '@spoor/storage';
import { formatBytes } from '../../../present/byte-size.js';
import type { ActionContext } from '../actions.js';

/** Backs the database up, with what waits in the spool. */
export async function backUpAction(context: ActionContext, _input: null): Promise<string> {
  const { databasePath, site } = context;
  catchUpIfPossible(context);
  const options = site === undefined ? {} : configuredOptions(resolveStore(site.host)).backups;
  const db = new SpoorDatabase({ path: databasePath });
  try {
    const { sizeBytes, databaseBytes } = await backup(db, options);
    return `Backed up ${formatBytes(databaseBytes)} into ${formatBytes(sizeBytes)}.`;
  } finally {
    db.close();
  }
}

/** What can't be taken in stays in the spool, and is told of elsewhere. */
function catchUpIfPossible(context: ActionContext): void {
  try {
    catchUp(context);
  } catch {
    return;
  }
}
