import { appendFileSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DEFAULT_CONFIGURATION } from '@spoor/core';
import { SpoorDatabase } from '@spoor/storage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ingestTranscript } from '../../src/index.js';
import { readTranscript } from '../../src/transcript/files/read-transcript.js';
import { openFileContext } from '../../src/transcript/ingest-context.js';
import { prepareBatch } from '../../src/transcript/prepare-batch.js';
import { createLineRedactor } from '../../src/transcript/redact-line.js';
import { type WrittenBatch, writeBatch } from '../../src/transcript/write-batch.js';
import { linesOf, sampleFiles } from './samples.js';
import { copyOfRun, dump, newStore, tempFolder } from './store.js';

const RUN = 'tui-agent';
const NOW = Date.parse('2026-11-21T12:00:00Z');
const options = { now: () => NOW, batchBytes: 8 * 1024 };

function mainFile(): string {
  const [main = ''] = sampleFiles(RUN).filter((path) => !path.includes('subagents'));
  return join(copyOfRun(RUN), main);
}

/** Reads a file batch by batch as a reader does, with something between preparing and writing. */
function readSlowly(db: SpoorDatabase, path: string, meanwhile: (batch: number) => void) {
  const sessionId = basename(path, '.jsonl');
  const mtimeMs = Math.trunc(statSync(path).mtimeMs);
  const file = { path, sessionId, agentId: null, mtimeMs };
  const context = openFileContext(db, file, DEFAULT_CONFIGURATION, NOW);
  const redact = createLineRedactor();
  const outcomes: WrittenBatch['outcome'][] = [];
  readTranscript(path, null, { batchBytes: options.batchBytes }, (batch) => {
    const prepared = structuredClone(prepareBatch(batch, redact));
    meanwhile(outcomes.length);
    outcomes.push(writeBatch({ ...context, isAnew: batch.isAnew }, prepared).outcome);
  });
  return outcomes;
}

describe('two readers of one transcript', () => {
  it('do no harm, and what one has done the other doesn’t do again', () => {
    const path = mainFile();
    const alone = newStore();
    ingestTranscript(alone, path, options);
    for (const late of [0, 1, 3]) {
      const file = join(tempFolder(), 'spoor.db');
      const [one, other] = [0, 1].map(() => new SpoorDatabase({ path: file }));
      if (one === undefined || other === undefined) throw new Error('no store');
      onTestFinished(() => {
        one.close();
        other.close();
      });
      const outcomes = readSlowly(one, path, (batch) => {
        if (batch === late) ingestTranscript(other, path, options);
      });
      expect(outcomes.slice(late)).toEqual(outcomes.slice(late).map(() => 'known'));
      expect(outcomes.slice(0, late)).toEqual(outcomes.slice(0, late).map(() => 'written'));
      expect(dump(one)).toEqual(dump(alone));
    }
  });

  it('may meet in the middle', () => {
    const path = mainFile();
    const whole = readFileSync(path);
    const alone = newStore();
    ingestTranscript(alone, path, options);
    const db = newStore();
    writeFileSync(path, whole.subarray(0, whole.length / 2));
    ingestTranscript(db, path, { ...options, batchBytes: 5_000 });
    appendFileSync(path, whole.subarray(whole.length / 2));
    readSlowly(db, path, () => undefined);
    expect(dump(db)).toEqual(dump(alone));
  });
});

describe('a reader', () => {
  it('reads at least one batch within its budget, and the rest the next time', () => {
    const folder = tempFolder();
    const path = join(folder, 's1.jsonl');
    const lines = Array.from({ length: 200 }, (_, index) =>
      JSON.stringify({
        type: 'user',
        uuid: `u${index}`,
        timestamp: '2026-11-21T09:00:00.000Z',
        message: { content: 'x'.repeat(3_000) },
      }),
    );
    writeFileSync(path, `${lines.join('\n')}\n`);
    const db = newStore();
    const reports = [];
    do {
      reports.push(ingestTranscript(db, path, { budgetMs: 0 }));
    } while (reports.at(-1)?.isComplete === false && reports.length < 100);
    expect(reports.length).toBeGreaterThan(1);
    expect(reports.every(({ messages }) => messages > 0)).toBe(true);
    expect(reports.reduce((sum, { messages }) => sum + messages, 0)).toBe(lines.length);
    expect(reports.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(statSync(path).size);
  });

  it('stops between batches when it is told to', () => {
    const path = mainFile();
    const db = newStore();
    const signal = AbortSignal.abort();
    const report = ingestTranscript(db, path, { ...options, signal });
    expect(report).toMatchObject({ isComplete: false, problem: null });
    expect(report.messages).toBeGreaterThan(0);
  });

  it('reads a transcript anew that was written anew', () => {
    const path = mainFile();
    const lines = linesOf(path);
    const db = newStore();
    ingestTranscript(db, path, options);
    const before = dump(db);
    const kept = lines.slice(0, 30);
    writeFileSync(path, `${kept.join('\n')}\n`);
    ingestTranscript(db, path, options);
    // What is kept of a session is not lost when its file is; but it has not ended as far as that tells.
    expect(dump(db)['messages']).toEqual(before['messages']);
    expect(db.prepare<[]>('SELECT status FROM sessions').get()).toEqual({ status: 'active' });
    writeFileSync(path, `${lines.join('\n')}\n`);
    ingestTranscript(db, path, options);
    expect(dump(db)).toEqual(before);
  });

  it('knows a transcript again that was moved', () => {
    const path = mainFile();
    const db = newStore();
    ingestTranscript(db, path, options);
    const once = dump(db)['messages'];
    const moved = join(tempFolder(), basename(path));
    renameSync(path, moved);
    expect(ingestTranscript(db, moved, options)).toMatchObject({ bytes: 0, isComplete: true });
    appendFileSync(moved, `${JSON.stringify({ type: 'ai-title', aiTitle: 'moved' })}\n`);
    ingestTranscript(db, moved, options);
    expect(dump(db)['messages']).toEqual(once);
    expect(db.prepare<[]>('SELECT title, transcript_path AS path FROM sessions').all()).toEqual([
      { title: 'moved', path: moved },
    ]);
  });
});

describe('a last line without its end', () => {
  it('waits, but for who wants it of a file that has been quiet', () => {
    const path = join(tempFolder(), 's1.jsonl');
    const line = { type: 'user', uuid: 'u1', timestamp: '2026-11-21T09:00:00.000Z' };
    writeFileSync(path, JSON.stringify(line));
    const db = newStore();
    const messages = (now: number, takesUnended: boolean) =>
      ingestTranscript(db, path, { now: () => now, takesUnended }).messages;
    const changed = Math.trunc(statSync(path).mtimeMs);
    expect(messages(changed + 120_000, false)).toBe(0);
    expect(messages(changed + 1_000, true)).toBe(0);
    expect(messages(changed + 120_000, true)).toBe(1);
  });
});
