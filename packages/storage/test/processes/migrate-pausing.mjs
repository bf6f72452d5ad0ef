import { writeSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { MIGRATIONS, migrate, SCHEMA_VERSION } from '../../dist/index.js';

// Migrates up or down, and stops for ever at one of the places before, in and after the steps, to be
// killed there: by steps of its own, which stop between their statements, or by Spoor's (`spoors`).
const { path, to, stopAt, spoors } = JSON.parse(process.argv[2]);
let place = 0;
const pause = () => {
  if (place++ !== stopAt) return;
  writeSync(1, 'stopped\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};
const run = (statements) => (handle) => {
  for (const sql of statements) {
    pause();
    handle.exec(sql);
  }
  pause();
};
const step = (version, up, down) => ({
  version,
  description: `step ${version} of the test`,
  quick: false,
  up: run(up),
  down: run(down),
});
const stopping = (act) => (handle) => {
  pause();
  act(handle);
  pause();
};
const real = MIGRATIONS.map((one) => ({
  ...one,
  up: stopping(one.up),
  ...(one.down === undefined ? {} : { down: stopping(one.down) }),
}));
const own = [
  ...MIGRATIONS,
  step(
    SCHEMA_VERSION + 1,
    [
      'CREATE TABLE grown (name TEXT, value INTEGER)',
      'INSERT INTO grown SELECT name, value FROM counters',
    ],
    ['DELETE FROM grown', 'DROP TABLE grown'],
  ),
  step(
    SCHEMA_VERSION + 2,
    [
      'ALTER TABLE audit_logs ADD COLUMN weight INTEGER',
      'UPDATE audit_logs SET weight = length(details)',
      'CREATE INDEX audit_logs_by_weight ON audit_logs (weight)',
    ],
    [
      'DROP INDEX audit_logs_by_weight',
      'UPDATE audit_logs SET weight = NULL',
      'ALTER TABLE audit_logs DROP COLUMN weight',
    ],
  ),
];
migrate(new BetterSqlite3(path), spoors ? { steps: real, to } : { steps: own, to });
pause();
writeSync(1, 'done\n');
process.exit(0);
