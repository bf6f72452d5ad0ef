import { SpoorDatabase } from '@spoor/storage';
import type { ActionContext } from '../actions.js';

/** Opens the database for an action, as the configuration says, and closes it again. */
export function withDatabase<T>(
  { databasePath, configuration }: ActionContext,
  use: (db: SpoorDatabase) => T,
): T {
  const { busyTimeoutMs, synchronous } = configuration?.database ?? {};
  const db = new SpoorDatabase({
    path: databasePath,
    ...(busyTimeoutMs === undefined ? {} : { busyTimeoutMs }),
    ...(synchronous === undefined ? {} : { synchronous }),
  });
  try {
    return use(db);
  } finally {
    db.close();
  }
}
