import { closeSync, openSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';

// Keeps an empty database locked, as one does that is about to make it.
const { path } = JSON.parse(process.argv[2]);
closeSync(openSync(path, 'wx', 0o600));
const handle = new BetterSqlite3(path);
handle.exec('BEGIN EXCLUSIVE');
process.stdout.write('held');
setInterval(() => handle.inTransaction, 1_000);
