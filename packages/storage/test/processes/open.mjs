import { SpoorDatabase } from '../../dist/index.js';

// Opens a database at a given time, and leaves as a hook does: without closing.
const { options, at = 0, query } = JSON.parse(process.argv[2]);
while (Date.now() < at);

const started = Date.now();
let result;
try {
  const db = new SpoorDatabase(options);
  result = { ok: true, rows: query ? db.getDb().prepare(query).all() : [] };
} catch (error) {
  result = { ok: false, code: error.code, message: error.message };
}
process.stdout.write(JSON.stringify({ ...result, ms: Date.now() - started }), () =>
  process.exit(0),
);
