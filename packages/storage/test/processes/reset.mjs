import { reset, SpoorDatabase } from '../../dist/index.js';

// Empties the database, unless it is killed before.
const { path } = JSON.parse(process.argv[2]);
const db = new SpoorDatabase({ path });
process.stdout.write('starting');
await reset(db);
process.exit(0);
