import { SpoorDatabase, takeLease } from '../../dist/index.js';

// Takes a lease, and stands still with it until it is killed.
const { path, name } = JSON.parse(process.argv[2]);
takeLease(new SpoorDatabase({ path }), { name, termMs: 3_600_000 });
process.stdout.write('taken');
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
