import { messageOf } from '@spoor/core';
import { AuditLogger, resolveStore, SpoorDatabase } from '@spoor/storage';
import type { HookCliIo } from './io.js';
import { printWarnings } from './print.js';

/** Notes in the audit log that the user installed or uninstalled hooks. */
export function noteInAudit(
  io: HookCliIo,
  action: 'hooks.install' | 'hooks.uninstall',
  details: Record<string, string | number>,
): void {
  try {
    const { paths, configuration } = resolveStore(io);
    if (!configuration.database.enabled) return;
    const db = new SpoorDatabase({ path: paths.databasePath, busyTimeoutMs: 1_000 });
    try {
      const userId = io.userName ?? undefined;
      new AuditLogger(db).log({
        action,
        category: 'state',
        agent: 'user',
        details,
        ...(userId === undefined ? {} : { userId }),
      });
    } finally {
      db.close();
    }
  } catch (error) {
    printWarnings(io, [`Not noted in the audit log: ${messageOf(error)}`]);
  }
}
