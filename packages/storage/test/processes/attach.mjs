import { SpoorDatabase } from '../../dist/index.js';

// Tells whether SQL can name a database by URI.
const { path, uri } = JSON.parse(process.argv[2]);
const db = new SpoorDatabase({ path });
let ok = true;
try {
  db.getDb().prepare('ATTACH ? AS other').run(uri);
} catch {
  ok = false;
}
process.stdout.write(JSON.stringify({ ok }));
