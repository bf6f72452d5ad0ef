import { messageOf } from '@spoor/core';
import { auditOperation, type Operation } from '@spoor/storage';
import { safeText } from '../present/safe-text.js';
import type { CliIo } from './io.js';
import { settingsOf } from './settings.js';
import { withWritableStore } from './writable-store.js';

/**
 * Notes in the audit log what a user did outside the database. It is done by then, so a database
 * that can't be written is only told of.
 */
export async function noteOperation(io: CliIo, operation: Operation): Promise<void> {
  if (!settingsOf(io).configuration.database.enabled) return;
  try {
    await withWritableStore(io, { create: true }, (db) =>
      db.transaction(() => auditOperation(db, operation)),
    );
  } catch (error) {
    io.stderr.write(`spoor: not noted in the audit log: ${safeText(messageOf(error))}\n`);
  }
}
