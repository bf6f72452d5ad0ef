import { restore, SpoorDatabase } from '../../dist/index.js';

// Restores the latest backup, unless it is killed before.
const { path } = JSON.parse(process.argv[2]);
const db = new SpoorDatabase({ path });
process.stdout.write('starting');
await restore(db, { from: 'latest' });
process.exit(0);
