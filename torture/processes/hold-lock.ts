// Holds a database's write lock until it is killed: `hold-lock.ts DATABASE`. Says so on stdout.
import process from 'node:process';
import Database from 'better-sqlite3';

const [, , path = ''] = process.argv;
const db = new Database(path);
db.exec('BEGIN IMMEDIATE');
console.log('held');
process.stdin.resume();
