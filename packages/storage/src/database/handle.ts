import type BetterSqlite3 from 'better-sqlite3';

/** The better-sqlite3 connection. */
export type Handle = BetterSqlite3.Database;

/** A prepared statement with its parameters and its row. */
export type Statement<
  Parameters extends unknown[] | object,
  Row = unknown,
> = BetterSqlite3.Statement<Parameters extends unknown[] ? Parameters : [Parameters], Row>;
