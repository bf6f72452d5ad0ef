// Writes through the library until it is killed, and says what it was told is kept.
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import process from 'node:process';
import { AuditLogger, CounterStore, DurableWriter, SpoorDatabase } from '@spoor/storage';

const [, , path = ''] = process.argv;
const db = new SpoorDatabase({ path });
const audit = new AuditLogger(db);
const counters = new CounterStore(db);
const writer = new DurableWriter({ database: { path } });
const say = (line: string) => writeSync(1, `${line}\n`);

for (;;) {
  const action = `torture.${randomUUID()}`;
  audit.log({ action, category: 'user' });
  say(action);
  counters.increment('global', 'torture');
  say('counted');
  const later = `torture.${randomUUID()}`;
  await writer.write('audit.log', { action: later, category: 'user' });
  say(later);
}
