import { CounterStore, SpoorDatabase } from '../../dist/index.js';

// Raises a counter, one transaction a step, and leaves without closing.
const { path, scope, name, times, at = 0 } = JSON.parse(process.argv[2]);
while (Date.now() < at);
const counters = new CounterStore(new SpoorDatabase({ path }));
const values = [];
for (let i = 0; i < times; i++) values.push(counters.increment(scope, name));
process.stdout.write(JSON.stringify(values), () => process.exit(0));
