import { join } from 'node:path';
import { SpoorDatabase } from '@spoor/storage';
import { onTestFinished } from 'vitest';
import { scratchFolder } from './scratch.js';

/** A database in a folder of its own, closed when the test is over. */
export function scratchDatabase(): { readonly db: SpoorDatabase; readonly path: string } {
  const path = join(scratchFolder(), 'spoor.db');
  const db = new SpoorDatabase({ path });
  onTestFinished(() => db.close());
  return { db, path };
}
