import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Spool, UNCONFIGURED } from '@spoor/storage';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  type SpoolWriter,
  type SpoolWriterOptions,
  startSpoolWriter,
} from '../../src/app/live/spool-writer.js';
import { scratchFolder } from './scratch.js';

const FAKE = new URL('./fake-writer.mjs', import.meta.url);

function start(databasePath: string, folder: string, workerUrl = FAKE): SpoolWriter {
  const options = { databasePath, spoolDirs: [folder], workerUrl, intervalMs: 20 };
  const writer = startSpoolWriter(options);
  onTestFinished(() => writer.stop());
  return writer;
}

describe('startSpoolWriter', () => {
  it('drains what is there, and what comes later', async () => {
    const folder = scratchFolder();
    const spool = new Spool([folder]);
    spool.put('event-1', '{}');
    start('any', folder);
    await vi.waitUntil(() => spool.depth().waiting === 0);
    spool.put('event-2', '{}');
    await vi.waitUntil(() => spool.depth().waiting === 0);
  });

  it('tells what went wrong', async () => {
    const folder = scratchFolder();
    new Spool([folder]).put('event-1', '{}');
    const writer = start('broken', folder);
    await vi.waitUntil(() => writer.problem() === 'the disk is full');
  });

  it('survives a worker that is not there', async () => {
    const folder = scratchFolder();
    new Spool([folder]).put('event-1', '{}');
    const writer = start('any', folder, new URL('./no-such-worker.mjs', import.meta.url));
    await vi.waitUntil(() => writer.problem()?.includes('stopped') === true);
  });
});

describe('startSpoolWriter with transcripts', () => {
  const transcripts = { settings: UNCONFIGURED, dataDir: '/', budgetMs: 1_000 };

  /** How often the worker was asked, though nothing waits in the spool. */
  function startIn(folder: string, options: Partial<SpoolWriterOptions>) {
    const databasePath = join(folder, 'spoor.db');
    const spoolDirs = [join(folder, 'spool')];
    const rhythm = { intervalMs: 20, transcriptsMs: 60 };
    const writer = startSpoolWriter({
      databasePath,
      spoolDirs,
      workerUrl: FAKE,
      ...rhythm,
      ...options,
    });
    onTestFinished(() => writer.stop());
    const rounds = `${databasePath}.rounds`;
    return () => (existsSync(rounds) ? readFileSync(rounds, 'utf8').length : 0);
  }

  it('has them looked at now and then', async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'spoor.db'), '');
    const rounds = startIn(folder, { transcripts });
    await vi.waitUntil(() => rounds() >= 3, { timeout: 20_000 });
  });

  it('starts nothing where there is no database, or they are not to be read', async () => {
    const [one, other] = [scratchFolder(), scratchFolder()];
    writeFileSync(join(other, 'spoor.db'), '');
    const asked = [startIn(one, { transcripts }), startIn(other, {})];
    await sleep(400);
    expect(asked.map((rounds) => rounds())).toEqual([0, 0]);
  });
});
