import { drain, HookExecutionLog, Spool, SpoorDatabase } from '../../dist/index.js';

// Drains a spool whose entries are rows of the event log.
const { path, folders, at = 0, batchSize = 10 } = JSON.parse(process.argv[2]);
const db = new SpoorDatabase({ path });
const log = new HookExecutionLog(db);
const counted = { added: 0 };
while (Date.now() < at);
const report = drain(
  db,
  new Spool(folders),
  (text) => {
    if (log.append(JSON.parse(text))) counted.added++;
  },
  { batchSize },
);
process.stdout.write(JSON.stringify({ ...report, ...counted }), () => process.exit(0));
