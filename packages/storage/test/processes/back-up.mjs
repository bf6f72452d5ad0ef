import { backup, SpoorDatabase } from '../../dist/index.js';

// Backs up, and stands still in the middle of it until it is killed.
const { path, haltAfter } = JSON.parse(process.argv[2]);
let steps = 0;
await backup(new SpoorDatabase({ path }), {
  onProgress: () => {
    if (++steps < haltAfter) return;
    process.stdout.write('halfway');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
});
