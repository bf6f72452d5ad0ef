import { HookExecutionLog, SessionStore, SpoorDatabase } from '../../dist/index.js';
import { EVENT } from './event.mjs';

// Writes events as hooks do, each on a connection of its own that waits 250 ms, until its input ends.
const { path, name, session } = JSON.parse(process.argv[2]);
const at = '2026-11-21T09:00:00.000Z';
const acknowledged = [];
const failures = [];
let over = false;
process.stdin.resume().on('end', () => {
  over = true;
});
process.stdout.write('writing\n');
for (let n = 0; !over; n++) {
  const id = `${name}-${n}`;
  try {
    const db = new SpoorDatabase({ path, busyTimeoutMs: 250, oneLockBudget: true });
    db.transaction(() => {
      new SessionStore(db).put({
        id: session,
        title: null,
        status: 'active',
        projectId: null,
        workingDirectory: null,
        gitBranch: null,
        source: null,
        model: null,
        clientVersion: null,
        transcriptPath: null,
        startedAt: at,
        lastActivityAt: at,
        endedAt: null,
        endReason: null,
        durationMs: 0,
        origin: 'hook',
        forkedFrom: null,
        forkPoint: null,
        entrypoint: null,
        clientCostUsd: null,
        clientUsage: null,
        facts: '{}',
      });
      new HookExecutionLog(db).append({ ...EVENT, id, sessionId: session, createdAt: at });
    });
    db.close();
    acknowledged.push(id);
  } catch (error) {
    failures.push(error.message);
  }
  await new Promise((resolve) => setTimeout(resolve, 25));
}
process.stdout.write(JSON.stringify({ acknowledged, failures }), () => process.exit(0));
