import { CounterStore, SpoorDatabase } from '../../dist/index.js';

// Raises a counter until it is refused or its input ends; tells how often it succeeded, and why it stopped.
const { path, name } = JSON.parse(process.argv[2]);
const counters = new CounterStore(new SpoorDatabase({ path }));
let acknowledged = 0;
let code = null;
let stopped = false;
process.stdin.resume().on('end', () => {
  stopped = true;
});
process.stdout.write('writing\n');
const go = () => {
  try {
    for (let i = 0; i < 5; i++) {
      counters.increment('global', name);
      acknowledged++;
    }
  } catch (error) {
    code = error.code;
  }
  if (code === null && !stopped) setTimeout(go, 1);
  else process.stdout.write(JSON.stringify({ acknowledged, code }), () => process.exit(0));
};
go();
