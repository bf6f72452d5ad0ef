import { join } from 'node:path';
import { AsyncDatabase, AuditLogger, CounterStore, SpoorDatabase } from '@spoor/storage';

const path = join(process.cwd(), 'agents.db');
const db = new SpoorDatabase({ path });

const audit = new AuditLogger(db);
audit.log({ action: 'file.edit', category: 'file', projectId: '/home/me/shop', agent: 'coder' });
const edits = new CounterStore(db).increment('project:/home/me/shop', 'edits');
const [newest] = audit.query({ projectId: '/home/me/shop', limit: 10 });
console.log(`${newest?.agent}: ${newest?.action}, ${edits} so far`);

// The same from an event loop: reads on worker threads, writes in order on one more.
const adb = await AsyncDatabase.open({ path });
const [counter] = await adb.query<{ value: number }>('SELECT value FROM counters');
const summary = await adb.read(
  (reader, spoor, project) => new spoor.AuditLogger(reader).getSummary(project),
  '/home/me/shop',
);
console.log(`${counter?.value} counted, ${summary[0]?.count} logged as ${summary[0]?.category}`);
await adb.close();
db.close();
