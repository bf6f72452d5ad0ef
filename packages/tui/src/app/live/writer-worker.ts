import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '@spoor/core';
import { type CatchUpTranscripts, catchUp } from '@spoor/hooks';

/** What the writer is started with. */
export interface WriterData {
  readonly databasePath: string;
  readonly spoolDirs: readonly string[];
  /** How transcripts are read; absent: they are not. */
  readonly transcripts?: CatchUpTranscripts | undefined;
}

/** How a round went. */
export interface WriterReport {
  readonly problem: string | null;
}

parentPort?.on('message', () => {
  parentPort?.postMessage(drainOnce(workerData as WriterData));
});

function drainOnce(data: WriterData): WriterReport {
  try {
    catchUp(data);
    return { problem: null };
  } catch (error) {
    return { problem: `what is new can't be recorded: ${messageOf(error)}` };
  }
}
