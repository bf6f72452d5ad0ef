import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { Spool } from '@spoor/storage';
import type { WriterData, WriterReport } from './writer-worker.js';

/** The one writer beside the screen: brings into the database what waits in the spool, and transcripts. */
export interface SpoolWriter {
  /** What it could not do; null while all is well. */
  problem(): string | null;
  stop(): Promise<void>;
}

/** Where to write. */
export interface SpoolWriterOptions extends WriterData {
  /** The built worker; beside this file by default. */
  readonly workerUrl?: URL;
  readonly intervalMs?: number;
  /** How often transcripts are looked at. */
  readonly transcriptsMs?: number;
}

/**
 * Watches the spool, and starts a worker thread the first time that something waits in it, or that
 * transcripts are to be looked at.
 * Trouble is kept to be shown, never thrown.
 */
export function startSpoolWriter(options: SpoolWriterOptions): SpoolWriter {
  const {
    databasePath,
    spoolDirs,
    transcripts,
    intervalMs = 2_000,
    transcriptsMs = 6_000,
  } = options;
  const spool = new Spool(spoolDirs);
  let worker: Worker | null = null;
  let busy = false;
  let problem: string | null = null;
  let looks = 0;

  const settle = (report: WriterReport) => {
    busy = false;
    problem = report.problem;
  };
  const lose = (reason: string) => {
    worker = null;
    settle({ problem: reason });
  };
  const areTranscriptsDue = () =>
    transcripts !== undefined &&
    looks % Math.ceil(transcriptsMs / intervalMs) === 0 &&
    existsSync(databasePath);
  const look = () => {
    looks += 1;
    if (busy || (spool.depth().waiting === 0 && !areTranscriptsDue())) return;
    busy = true;
    const data = { databasePath, spoolDirs, transcripts };
    worker ??= startWorker(options.workerUrl ?? WORKER, data, settle, lose);
    worker.postMessage('drain');
  };

  const timer = setInterval(look, intervalMs);
  look();
  return {
    problem: () => problem,
    stop: async () => {
      clearInterval(timer);
      await worker?.terminate();
    },
  };
}

const WORKER = new URL('./writer-worker.js', import.meta.url);

function startWorker(
  url: URL,
  workerData: WriterData,
  settle: (report: WriterReport) => void,
  lose: (reason: string) => void,
): Worker {
  const worker = new Worker(url, { workerData, stdout: true, stderr: true });
  worker.on('message', settle);
  worker.on('error', (error) => lose(`the spool's writer stopped: ${String(error)}`));
  worker.unref();
  return worker;
}
