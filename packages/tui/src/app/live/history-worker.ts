import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '@spoor/core';
import { type HistoryOptions, importHistory } from '@spoor/hooks';
import type { HistoryImport } from '../state/inspector-state.js';

/** What an import of history is started with. */
export type HistoryImportData = Pick<HistoryOptions, 'database' | 'places' | 'configuration'>;

const stopper = new AbortController();
parentPort?.on('message', () => stopper.abort());
tell(await run(workerData as HistoryImportData));
parentPort?.close();

async function run(data: HistoryImportData): Promise<HistoryImport> {
  try {
    const { files } = await importHistory({
      ...data,
      signal: stopper.signal,
      onProgress: ({ done, total }) => tell({ kind: 'running', done, total }),
    });
    const message = files.found === 0 ? 'Claude Code has kept nothing here.' : '';
    return { kind: 'ended', ok: true, message };
  } catch (error) {
    return { kind: 'ended', ok: false, message: messageOf(error) };
  }
}

function tell(state: HistoryImport): void {
  parentPort?.postMessage(state);
}
