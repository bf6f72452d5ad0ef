import fs, { writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DurableWriter } from '../../dist/index.js';

// Raises a counter through a durable writer, and tells each write that it was told is safe.
const { path, held, times, dieAtUnlink } = JSON.parse(process.argv[2]);
if (dieAtUnlink) {
  // What is held is removed right after its commit: the last moment at which it is in both places.
  fs.unlinkSync = () => process.kill(process.pid, 'SIGKILL');
  syncBuiltinESMExports();
}
const writer = new DurableWriter({
  database: { path, busyTimeoutMs: 5 },
  spoolDirs: [held],
  deadlineMs: 30,
  retryMs: { min: 1, max: 10 },
});
writeSync(1, 'writing\n');
for (let i = 0; i < times; i++) {
  const { outcome } = await writer.write('counter.increment', { scope: 'global', name: 'x' });
  writeSync(1, `+${outcome}\n`);
}
await writer.flush();
writeSync(1, 'done\n');
process.exit(0);
