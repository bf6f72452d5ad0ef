// `hold-database.ts DATABASE write|exclusive`: takes a lock, says so, and keeps it until it is killed.
import process from 'node:process';
import Database from 'better-sqlite3';

const [, , path = '', kind = ''] = process.argv;
const db = new Database(path);
if (kind === 'exclusive') db.pragma('locking_mode=EXCLUSIVE');
db.exec('BEGIN IMMEDIATE; CREATE TABLE held (n INTEGER)');
// The lock on all outlives the transaction, the one on writing doesn't.
if (kind === 'exclusive') db.exec('ROLLBACK');
process.stdout.write('held\n');
setInterval(() => db.open, 60_000);
