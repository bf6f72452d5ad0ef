import { Spool } from '@spoor/storage';
import { describe, it, onTestFinished, vi } from 'vitest';
import { type SpoolWriter, startSpoolWriter } from '../../src/app/live/spool-writer.js';
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
