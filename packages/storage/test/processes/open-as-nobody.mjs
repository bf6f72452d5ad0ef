import { Spool, SpoorDatabase } from '../../dist/index.js';

// Loads everything as the user that may read it, then goes on as one that owns nothing.
const { options, query, spool } = JSON.parse(process.argv[2]);
new SpoorDatabase({ inMemory: true }).close();
process.setgroups([]);
process.setgid(65534);
process.setuid(65534);

let result;
try {
  if (spool) result = { ok: true, entry: new Spool(spool).put('entry', '{}') };
  else {
    const db = new SpoorDatabase(options);
    result = { ok: true, rows: db.getDb().prepare(query).all() };
  }
} catch (error) {
  result = { ok: false, code: error.code, message: error.message };
}
process.stdout.write(JSON.stringify(result));
