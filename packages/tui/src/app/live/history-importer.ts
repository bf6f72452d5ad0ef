import { Worker } from 'node:worker_threads';
import type { HistoryImport } from '../state/inspector-state.js';
import type { HistoryImportData } from './history-worker.js';

/** Takes history in beside the screen. */
export interface HistoryImporter {
  /** Starts it, and tells how it goes. */
  readonly start: (tell: (history: HistoryImport) => void) => void;
  /** Ends it after what it is at. */
  readonly stop: () => Promise<void>;
}

const WORKER = new URL('./history-worker.js', import.meta.url);

/** Makes an importer; its thread is started when it is. @param workerUrl the built worker. */
export function createHistoryImporter(
  data: HistoryImportData,
  workerUrl = WORKER,
): HistoryImporter {
  let worker: Worker | null = null;
  return {
    start: (tell) => {
      worker = new Worker(workerUrl, { workerData: data, stdout: true, stderr: true });
      worker.on('message', tell);
      worker.on('error', (error) => tell({ kind: 'ended', ok: false, message: String(error) }));
      worker.on('exit', () => {
        worker = null;
      });
    },
    stop: () =>
      new Promise((resolve) => {
        if (worker === null) {
          resolve();
          return;
        }
        worker.once('exit', () => resolve());
        worker.postMessage('stop');
      }),
  };
}
