import { isoTime } from '@spoor/core';
import type { Handle } from '../database/handle.js';
import type { Migration, MigrationState } from './migration.js';

/** Runs one step, and notes which schema the database has then; inside the caller's transaction. */
export function applyStep(
  handle: Handle,
  step: Migration,
  direction: MigrationState['direction'],
): void {
  if (direction === 'down') stepDown(handle, step);
  else stepUp(handle, step);
}

function stepUp(handle: Handle, step: Migration): void {
  step.up(handle);
  handle
    .prepare('INSERT INTO schema_versions (version, description, applied_at) VALUES (?, ?, ?)')
    .run(step.version, step.description, isoTime(Date.now()));
  handle.pragma(`user_version=${step.version}`);
}

function stepDown(handle: Handle, step: Migration): void {
  step.down?.(handle);
  handle.prepare('DELETE FROM schema_versions WHERE version = ?').run(step.version);
  handle.pragma(`user_version=${step.version - 1}`);
}
