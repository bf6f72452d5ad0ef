import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingestTranscript } from '../../src/index.js';
import { linesOf, sampleFiles } from './samples.js';
import { copyOfRun, memoryStore } from './store.js';

const RUN = 'tui-agent';

/** Times of a transcript's messages, in the order of the file. */
function timesIn(path: string): string[] {
  return linesOf(path)
    .map((line) => JSON.parse(line) as { uuid?: string; timestamp?: string })
    .flatMap(({ uuid, timestamp }) => (uuid === undefined ? [] : (timestamp ?? [])));
}

describe('what the client wrote while recording was paused', () => {
  it('is not taken in afterwards', () => {
    const folder = copyOfRun(RUN);
    const path = join(folder, sampleFiles(RUN).find((name) => !name.includes('/')) ?? '');
    const times = timesIn(path).sort();
    const since = times[Math.floor(times.length / 3)] ?? '';
    const until = times[Math.floor((2 * times.length) / 3)] ?? '';
    const db = memoryStore();
    const note = db.prepare<[string, string, string, string]>(
      `INSERT INTO audit_logs (id, timestamp, agent, action, category, details)
       VALUES (?, ?, 'user', ?, 'state', ?)`,
    );
    note.run('1', since, 'recording.pause', '{"until":null}');
    note.run('2', until, 'recording.resume', '{}');
    ingestTranscript(db, path);
    const kept = db
      .prepare<[], { at: string }>('SELECT timestamp AS at FROM messages ORDER BY timestamp')
      .all()
      .map(({ at }) => at);
    expect(kept).toEqual(times.filter((at) => at < since || at >= until));
    expect(kept.length).toBeLessThan(times.length);
  });
});
