import { SpoorDatabase } from '../../dist/index.js';

// Holds the write lock for a while.
const { path, ms, sql = 'SELECT 1' } = JSON.parse(process.argv[2]);
const db = new SpoorDatabase({ path });
const handle = db.getDb();
handle.exec('BEGIN IMMEDIATE');
handle.exec(sql);
process.stdout.write('held\n');
setTimeout(() => {
  handle.exec('COMMIT');
  process.stdout.write('released\n', () => process.exit(0));
}, ms);
