import { StorageError } from '../errors.js';
import type { Migration, MigrationState } from './migration.js';

/**
 * Says which steps lead from one version of the schema to another.
 * @throws StorageError `INVALID` when no steps do.
 */
export function planSteps(
  version: number,
  target: number,
  steps: readonly Migration[],
): MigrationState {
  if (!Number.isSafeInteger(target) || target < 0 || target > steps.length) {
    throw new StorageError(
      'INVALID',
      `there is no schema ${target}: this Spoor knows 1 to ${steps.length}`,
    );
  }
  if (target === version) return { version, target, direction: 'none', pending: [] };
  if (target > version) {
    return { version, target, direction: 'up', pending: steps.slice(version, target) };
  }
  const pending = steps.slice(target, version).reverse();
  const oneWay = pending.find((step) => step.down === undefined);
  if (oneWay !== undefined) {
    throw new StorageError(
      'INVALID',
      `no way leads back from schema ${oneWay.version} to ${oneWay.version - 1}; \`spoor db reset\` begins anew`,
    );
  }
  return { version, target, direction: 'down', pending };
}
