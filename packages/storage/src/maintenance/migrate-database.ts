import type { SpoorDatabase } from '../database/spoor-database.js';
import { type MigrateOptions, migrate } from '../migrations/migrate.js';
import type { MigrationReport } from '../migrations/migration.js';
import { auditOperation } from '../stores/audit-operation.js';

/**
 * Migrates a database as an operation of its user's: noted in the audit log, in the same
 * transaction. The connection should be opened with `migrations: 'none'`.
 * @returns the state before, and the backup that was made first, if any.
 * @throws StorageError as {@link migrate}
 */
export function migrateDatabase(
  db: SpoorDatabase,
  options: Pick<MigrateOptions, 'to' | 'steps' | 'lockBudgetMs'> = {},
): MigrationReport {
  return migrate(db.getDb(), {
    ...options,
    alongside: ({ version, target, backup }) => {
      // Below its first step a database has no audit log.
      if (target === 0) return;
      auditOperation(db, {
        action: 'database.migrate',
        details: { from: version, to: target, backup },
      });
    },
  });
}
