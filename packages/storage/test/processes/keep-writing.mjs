import { HookExecutionLog, SpoorDatabase } from '../../dist/index.js';
import { EVENT } from './event.mjs';

// Writes events until it is told to end; prints the ids of those that were committed.
const { path, prefix, eachOpens = false } = JSON.parse(process.argv[2]);
let ends = false;
process.stdin.on('data', () => {
  ends = true;
});
const open = () => new SpoorDatabase({ path, busyTimeoutMs: 300 });
let db = eachOpens ? null : open();
const committed = [];
const failures = {};
process.stdout.write('ready\n');
for (let n = 0; !ends; n++) {
  const id = `${prefix}-${n}`;
  try {
    if (eachOpens) db = open();
    const log = new HookExecutionLog(db);
    db.transaction(() => log.append({ ...EVENT, id }));
    committed.push(id);
  } catch (error) {
    failures[error.code] = (failures[error.code] ?? 0) + 1;
  }
  await new Promise((resolve) => setTimeout(resolve, 2));
}
process.stdout.write(`${JSON.stringify({ committed, failures })}\n`, () => process.exit(0));
