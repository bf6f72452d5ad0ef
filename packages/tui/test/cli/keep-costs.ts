import { fingerprintOf, MODEL_PRICES } from '@spoor/core';
import type { SpoorDatabase } from '@spoor/storage';

/** Notes that costs are of the prices that count: a listing then leaves those of a test as they are. */
export function keepCosts(db: SpoorDatabase): void {
  db.prepare<[string]>(
    `INSERT INTO maintenance_state (name, value, updated_at)
     VALUES ('usage.prices', ?, '2026-01-01T00:00:00.000Z')
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  ).run(JSON.stringify(fingerprintOf(MODEL_PRICES)));
}
