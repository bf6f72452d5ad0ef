// Holds the write lock of the database named by the first argument until it is killed.
import { SpoorDatabase } from '@spoor/storage';

new SpoorDatabase({ path: process.argv[2] }).getDb().exec('BEGIN IMMEDIATE');
console.log('locked');
setInterval(() => {}, 60_000);
