// Holds the write lock of the database named by the first argument until it is killed.
import { SpoorDatabase } from '@spoor/storage';

const db = new SpoorDatabase({ path: process.argv[2] });
db.getDb().exec('BEGIN IMMEDIATE');
console.log('locked');
// Named here too, or it would be closed as garbage, and the lock be gone.
setInterval(() => db.getDb().inTransaction, 60_000);
