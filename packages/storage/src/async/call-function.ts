import type { SpoorDatabase } from '../database/spoor-database.js';

/** Everything that the package exports. */
export type Spoor = typeof import('../index.js');

/** A function that a database is lent to. */
export type DatabaseFunction<Args extends readonly unknown[], Result> = (
  db: SpoorDatabase,
  spoor: Spoor,
  ...args: Args
) => Result | Promise<Result>;
