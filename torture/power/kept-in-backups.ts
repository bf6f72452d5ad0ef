import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { read } from '../support/kept.ts';
import type { Place } from '../support/place.ts';

/** Ids of the calls in the backups: what a restore or a reset takes out is in one of them. */
export function callsInBackups({ home, dataDir }: Place): string[] {
  const folder = join(dataDir, 'backups');
  const copy = join(home, 'unpacked.db');
  return readdirSync(folder)
    .filter((name) => name.startsWith('spoor-'))
    .flatMap((name) => {
      const bytes = readFileSync(join(folder, name));
      writeFileSync(copy, name.endsWith('.gz') ? gunzipSync(bytes) : bytes);
      const sql = 'SELECT tool_use_id AS id FROM hook_executions WHERE tool_use_id IS NOT NULL';
      const ids = read<{ id: string }>(copy, sql).map(({ id }) => id);
      for (const suffix of ['', '-wal', '-shm']) rmSync(copy + suffix, { force: true });
      return ids;
    });
}
