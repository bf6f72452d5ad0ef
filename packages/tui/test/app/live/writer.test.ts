import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Spool, UNCONFIGURED } from '@spoor/storage';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startWriter, type Writer, type WriterOptions } from '../../../src/app/live/writer.js';
import { scratchFolder } from '../scratch.js';

const FAKE = new URL('./fake-writer.mjs', import.meta.url);
const PATIENCE = { timeout: 20_000 };

function start(databasePath: string, folder: string, more: Partial<WriterOptions> = {}): Writer {
  const spoolDirs = [folder];
  const writer = startWriter({ databasePath, spoolDirs, workerUrl: FAKE, intervalMs: 20, ...more });
  onTestFinished(() => writer.stop());
  return writer;
}

describe('startWriter', () => {
  it('drains what is there, and what comes later', async () => {
    const folder = scratchFolder();
    const spool = new Spool([folder]);
    spool.put('event-1', '{}');
    start('any', folder);
    await vi.waitUntil(() => spool.depth().waiting === 0, PATIENCE);
    spool.put('event-2', '{}');
    await vi.waitUntil(() => spool.depth().waiting === 0, PATIENCE);
  });

  it('tells what went wrong', async () => {
    const folder = scratchFolder();
    new Spool([folder]).put('event-1', '{}');
    const writer = start('broken', folder);
    const told = "what is new can't be recorded: the disk is full";
    await vi.waitUntil(() => writer.problem() === told, PATIENCE);
  });

  it('survives a worker that is not there', async () => {
    const folder = scratchFolder();
    new Spool([folder]).put('event-1', '{}');
    const workerUrl = new URL('./no-such-worker.mjs', import.meta.url);
    const writer = start('any', folder, { workerUrl });
    await vi.waitUntil(() => writer.problem()?.includes('stopped') === true, PATIENCE);
  });

  it('does what it is asked for, also after its thread has died', async () => {
    const writer = start('any', scratchFolder());
    const check = { name: 'check-database', input: null } as const;
    await expect(writer.run(check)).resolves.toBe('check-database');
    await expect(writer.run({ name: 'start-upkeep', input: null })).rejects.toThrow(/stopped/);
    await expect(writer.run(check)).resolves.toBe('check-database');
  });
});

describe('startWriter with transcripts', () => {
  const transcripts = { settings: UNCONFIGURED, dataDir: '/', budgetMs: 1_000 };

  /** How often the worker was asked, though nothing waits in the spool. */
  function startIn(folder: string, more: Partial<WriterOptions>) {
    const databasePath = join(folder, 'spoor.db');
    start(databasePath, join(folder, 'spool'), { transcriptsMs: 60, ...more });
    const rounds = `${databasePath}.rounds`;
    return () => (existsSync(rounds) ? readFileSync(rounds, 'utf8').length : 0);
  }

  it('has them looked at now and then', async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'spoor.db'), '');
    const rounds = startIn(folder, { transcripts });
    await vi.waitUntil(() => rounds() >= 3, PATIENCE);
  });

  it('starts nothing where there is no database; catches up once where they are not to be read', async () => {
    const [one, other] = [scratchFolder(), scratchFolder()];
    writeFileSync(join(other, 'spoor.db'), '');
    const asked = [startIn(one, { transcripts }), startIn(other, {})];
    await vi.waitUntil(() => asked[1]?.() === 1, PATIENCE);
    await sleep(400);
    expect(asked.map((rounds) => rounds())).toEqual([0, 1]);
  });
});
