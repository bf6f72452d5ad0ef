import type { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import { checkDatabase } from '../recovery/check.js';
import type { LongWork } from './long-work.js';

/**
 * Looks through the database; damage counts once a second look over a new connection has seen it too.
 * What lives in memory is not looked at.
 * @throws StorageError `CORRUPT`
 */
export async function quickCheck(db: SpoorDatabase, { signal }: LongWork = {}): Promise<void> {
  const { memory, name } = db.getDb();
  if (memory) return;
  const { verdict, problems } = await checkDatabase(name, { signal });
  if (verdict === 'ok' || verdict === 'suspect') return;
  const first = problems[0]?.message ?? verdict;
  throw new StorageError(
    'CORRUPT',
    `${name}: is damaged: ${first}; run \`spoor db check --repair\``,
  );
}
