// What one writes in five minutes: every payload into one table. The yardstick for the hook.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const Database = createRequire(join(import.meta.dirname, '../packages/storage/package.json'))(
  'better-sqlite3',
);
const text = readFileSync(0, 'utf8');
const db = new Database(join(process.env.SPOOR_DATA_DIR, 'naive.db'), { timeout: 250 });
db.pragma('journal_mode = WAL');
db.exec('CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, at TEXT, payload TEXT)');
db.prepare('INSERT INTO events (at, payload) VALUES (?, ?)').run(new Date().toISOString(), text);
db.close();
