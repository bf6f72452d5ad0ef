import { CONFIGURATION_KEYS, type PartialConfiguration } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { crypto } from '../lazy-builtins.js';
import { readMaintenanceState, writeMaintenanceState } from '../maintenance/maintenance-state.js';
import { auditOperation } from '../stores/audit-operation.js';

const STATE = 'configuration';

/**
 * Notes in the audit log which keys of the user's own file are set otherwise than when this was
 * asked last: whoever can write the file can have less redacted, and commands are not the only way
 * to write it. Values are left out, for a list may hold what is to be kept secret.
 * @returns the keys.
 */
export function noteConfigurationChanges(db: SpoorDatabase, file: PartialConfiguration): string[] {
  const now = marksOf(file);
  const before = new Map(readMaintenanceState<[string, string][]>(db, STATE) ?? []);
  const keys = CONFIGURATION_KEYS.map(({ name }) => name).filter(
    (name) => now.get(name) !== before.get(name),
  );
  if (keys.length === 0) return [];
  db.transaction(() => {
    auditOperation(db, { action: 'config.changed', category: 'security', details: { keys } });
    writeMaintenanceState(db, STATE, [...now]);
  });
  return keys;
}

function marksOf(file: PartialConfiguration): Map<string, string> {
  const marks = new Map<string, string>();
  for (const { name } of CONFIGURATION_KEYS) {
    const value = name
      .split('.')
      .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], file);
    if (value !== undefined) marks.set(name, markOf(value));
  }
  return marks;
}

/** Of a list 16 bits of its hash: enough to see a change by, too little to guess a text by. */
function markOf(value: unknown): string {
  const text = JSON.stringify(value);
  if (!Array.isArray(value)) return text;
  return `${value.length}:${crypto().createHash('sha256').update(text).digest('hex').slice(0, 4)}`;
}
