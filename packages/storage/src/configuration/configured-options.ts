import type { BackupOptions } from '../backups/backup.js';
import type { SpoorDatabaseOptions } from '../database/spoor-database.js';
import type { Retention } from '../retention/retention.js';
import type { ResolvedStore } from './resolve-store.js';

/** What the user's configuration says to each part of this package. */
export interface ConfiguredOptions {
  /** For `SpoorDatabase`. */
  readonly database: Required<Pick<SpoorDatabaseOptions, 'path' | 'busyTimeoutMs' | 'synchronous'>>;
  /** For `AsyncDatabase.open`, beside those of the database. */
  readonly pool: { readonly readers: number };
  /** For `DurableWriter`, beside those of the database. */
  readonly writer: { readonly whenUnavailable: 'spool' | 'memory' | 'error' };
  /** For `cleanup` and `maintain`. */
  readonly retention: Required<Retention>;
  /** For `backup` and `maintain`. */
  readonly backups: Required<Pick<BackupOptions, 'keep' | 'maxAgeDays' | 'compress'>>;
  /** For `MessageStore`. */
  readonly messages: { readonly maxPerSession: number };
}

/** The options that follow from a configuration, for each part that takes some. */
export function configuredOptions({
  paths,
  configuration,
}: Pick<ResolvedStore, 'paths' | 'configuration'>): ConfiguredOptions {
  const { busyTimeoutMs, synchronous, readers, whenUnavailable } = configuration.database;
  return {
    database: { path: paths.databasePath, busyTimeoutMs, synchronous },
    pool: { readers },
    writer: { whenUnavailable },
    retention: configuration.retention,
    backups: configuration.backups,
    messages: configuration.messages,
  };
}
