import { workerData } from 'node:worker_threads';
import { SharedControl } from '../../../src/transcript/history/shared-control.ts';

// Adds to a shared number in two steps, with a pause between them, a turn each time.
const control = new SharedControl(workerData.control);
const pause = new Int32Array(new SharedArrayBuffer(4));
for (let round = 0; round < workerData.rounds; round += 1) {
  control.inTurn(() => {
    const before = workerData.sum[0];
    Atomics.wait(pause, 0, 0, 1);
    workerData.sum[0] = before + 1;
  });
}
