// What it costs a process to have the store at all: nothing, the package, an open database, a pool.
import { alternate } from '../measure.mjs';
import { temporaryFolder } from './support.mjs';

const PACKAGE = new URL('../../packages/storage/dist/index.js', import.meta.url).href;

/** Prints ratios to an empty Node. */
export async function benchStartup(rounds) {
  const path = `${temporaryFolder('startup')}/spoor.db`;
  const run = (name, code) => ({
    name,
    command: [process.execPath, '--input-type=module', '-e', code],
    env: { ...process.env, SPOOR_BENCH_PATH: path },
  });
  const given = '{ path: process.env.SPOOR_BENCH_PATH }';
  const times = await alternate(
    [
      run('node', '0'),
      run('import', `import '${PACKAGE}'`),
      run('open', `import { SpoorDatabase } from '${PACKAGE}'; new SpoorDatabase(${given})`),
      run(
        'pool',
        `import { AsyncDatabase } from '${PACKAGE}'; const adb = await AsyncDatabase.open(${given});
         await adb.get('SELECT 1')`,
      ),
    ],
    rounds,
  );
  const ms = (name) => `${name} ${times[name].toFixed(1)} ms`;
  const ratio = (name) => (times[name] / times.node).toFixed(2);
  console.log(
    `start-up: of an empty Node, the package ${ratio('import')}, an open database ${ratio('open')}, ` +
      `a pool ${ratio('pool')} (medians of ${rounds}: ${['node', 'import', 'open', 'pool'].map(ms).join(', ')})`,
  );
}
