import { SpoorDatabase } from '../../dist/index.js';

// Reads in one transaction for a while, as a program does that forgets to end it.
const { path, ms } = JSON.parse(process.argv[2]);
const handle = new SpoorDatabase({ path, readonly: true }).getDb();
handle.exec('BEGIN');
handle.prepare('SELECT count(*) FROM hook_executions').get();
process.stdout.write('reading');
// Named here too, or it would be closed as garbage.
setTimeout(() => process.exit(handle.inTransaction ? 0 : 1), ms);
