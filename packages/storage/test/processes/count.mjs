import { CounterStore, SpoorDatabase } from '../../dist/index.js';

// Raises a counter, one transaction a step, once it is told to; leaves without closing.
const { path, scope, name, times, synchronous } = JSON.parse(process.argv[2]);
const counters = new CounterStore(new SpoorDatabase({ path, synchronous, busyTimeoutMs: 120_000 }));
process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
const values = [];
for (let i = 0; i < times; i++) values.push(counters.increment(scope, name));
process.stdout.write(JSON.stringify(values), () => process.exit(0));
