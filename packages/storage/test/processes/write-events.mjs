import { writeSync } from 'node:fs';
import { HookExecutionLog, SpoorDatabase } from '../../dist/index.js';

// Records events, one transaction each, until its input ends; tells of each that is committed.
const { path, name, filler = 500, pauseMs = 1 } = JSON.parse(process.argv[2]);
const db = new SpoorDatabase({ path });
const log = new HookExecutionLog(db);
let stopped = false;
process.stdin.resume().on('end', () => {
  stopped = true;
});

function write(n) {
  if (stopped) process.exit(0);
  const id = `${name}-${String(n).padStart(6, '0')}`;
  const started = Date.now();
  try {
    const row = { id, sessionId: name, hookType: 'Stop', promptId: null, toolUseId: null };
    const rest = { toolName: null, agentId: null, agentType: null, agentTranscriptPath: null };
    const payloadJson = JSON.stringify({ id, filler: 'x'.repeat(filler) });
    const createdAt = new Date().toISOString();
    const more = { cwd: null, status: 'success', errorMessage: null, payloadJson, createdAt };
    db.transaction(() => log.append({ ...row, ...rest, ...more }));
    writeSync(1, `+${id} ${Date.now() - started}\n`);
  } catch (error) {
    writeSync(1, `!${error.code} ${error.message}\n`);
  }
  setTimeout(write, pauseMs, n + 1);
}
write(0);
