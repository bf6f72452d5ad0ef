import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SpoorDatabase } from '@spoor/storage';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Availability } from './availability.ts';
import { readCounted } from './counting-hook.ts';
import { expectedRows } from './expected-rows.ts';
import { need } from './left-out.ts';
import { catchUpAsAListing } from './listing.ts';
import { readRecordedRows, readValue } from './recorded-rows.ts';
import { type ClientTools, findClientTools, runClient } from './run-client.ts';
import { runRecorded, visibleOutcome } from './spoor.ts';

let tools: Availability<ClientTools>;
beforeAll(async () => {
  tools = await findClientTools();
}, 400_000);

/** What is put in the way of the database before the client starts; gives what takes it away. */
const OBSTACLES: readonly { readonly name: string; put(path: string): () => void }[] = [
  {
    name: 'a folder in its place',
    put(path) {
      removeDatabase(path);
      mkdirSync(path);
      return () => rmSync(path, { recursive: true });
    },
  },
  {
    name: 'a file of garbage in its place',
    put(path) {
      removeDatabase(path);
      writeFileSync(path, 'no database '.repeat(1000), { mode: 0o600 });
      return () => rmSync(path);
    },
  },
  {
    name: 'another writer for longer than the deadline',
    put(path) {
      const db = new SpoorDatabase({ path });
      db.getDb().exec('BEGIN IMMEDIATE');
      return () => db.close();
    },
  },
];

describe('a session of the real client while the database is not to be had', () => {
  it.for(OBSTACLES)(
    'is not disturbed and nothing of it is lost: $name',
    async (obstacle, context) => {
      const client = need(context, tools);
      const options = { scenario: 'all' };
      const plain = await runClient(client, options);
      let takeAway = () => {};
      const first = await runRecorded(client, {
        ...options,
        prepare: ({ home }) => {
          takeAway = obstacle.put(join(home, '.local/share/spoor/spoor.db'));
        },
      });
      onTestFinished(() => {
        plain.remove();
        first.remove();
      });
      expect(first.status).toBe(0);
      expect(visibleOutcome(first)).toEqual(visibleOutcome(plain));
      const spoolDir = join(dirname(first.databasePath), 'spool');
      const inSpool = readdirSync(spoolDir).filter((name) => name.endsWith('.json'));
      expect(inSpool).toHaveLength(readCounted(first.counted).length);

      takeAway();
      const second = await runRecorded(client, { ...options, folder: first.folder });
      expect(second.status).toBe(0);
      catchUpAsAListing(second);
      const counted = readCounted(second.counted);
      expect(readRecordedRows(second.databasePath)).toEqual(expectedRows(counted));
      expect(readValue(second.databasePath, 'SELECT count(*) FROM hook_executions')).toBe(
        counted.length,
      );
      expect(readValue(second.databasePath, 'SELECT count(*) FROM sessions')).toBe(2);
      expect(readdirSync(spoolDir)).toEqual([]);
    },
  );
});

function removeDatabase(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
}
