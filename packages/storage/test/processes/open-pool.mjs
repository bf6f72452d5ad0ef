import { AsyncDatabase } from '../../dist/index.js';

// Leaves a pool open, with a thread that is inside one endless step of SQLite.
const { path } = JSON.parse(process.argv[2]);
const adb = await AsyncDatabase.open({ path, readers: 1 });
const one = (n) => adb.get('SELECT ? AS n', [n]);
const first = (await one(1)).n;
const endless =
  'WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c';
const stuck = await adb.query(endless, [], { timeoutMs: 200 }).catch((error) => error.code);
const second = (await one(2)).n;
const { stuckThreads } = adb.stats();
process.stdout.write(JSON.stringify({ first, stuck, stuckThreads, second }));
