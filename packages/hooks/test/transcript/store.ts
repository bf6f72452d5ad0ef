import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SpoorDatabase } from '@spoor/storage';
import { onTestFinished } from 'vitest';
import { sampleFolder } from './samples.js';

/** A folder that goes with the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-transcripts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store in a file of its own. */
export function newStore(): SpoorDatabase {
  const db = new SpoorDatabase({ path: join(tempFolder(), 'spoor.db') });
  onTestFinished(() => db.close());
  return db;
}

/** A copy of a run's transcripts, which may be changed. */
export function copyOfRun(run: string): string {
  const folder = tempFolder();
  cpSync(sampleFolder(run), folder, { recursive: true });
  return folder;
}

/** Tables that transcripts are taken into, and what of them says when and where that was. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  sessions: [],
  messages: ['seq'],
  token_usage: [],
  execution_traces: [],
  turn_prompts: [],
  tool_calls: ['seq'],
  agent_invocations: [],
  checkpoints: [],
  transcript_problems: ['found_at'],
  transcript_cursors: ['identity', 'mtime_ms', 'updated_at'],
};

/** All that is in the store, in an order of its own; numbers of rows apart. */
export function dump(db: SpoorDatabase): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(TABLES).map(([table, leftOut]) => {
      const rows = db.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all();
      const texts = rows.map((row) => {
        for (const column of leftOut) delete row[column];
        return JSON.stringify(row);
      });
      return [table, texts.sort()];
    }),
  );
}
