// Writes through the library while the database is locked: the writes are held in files.
import process from 'node:process';
import { DurableWriter } from '@spoor/storage';

const [, , path = ''] = process.argv;
const writer = new DurableWriter({
  database: { path, busyTimeoutMs: 5 },
  whenUnavailable: 'spool',
  deadlineMs: 30,
});
await writer.write('counter.increment', { scope: 'global', name: 'held' });
process.exit(0);
