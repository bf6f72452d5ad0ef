import { appendFileSync, existsSync, readdirSync, unlinkSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

// Stands for the writer's worker: removes what waits, or says that it can't; repeats the name of any
// other action. Beside a database it counts its rounds.
parentPort.on('message', ({ id, request }) => {
  if (request.name !== 'catch-up') {
    if (request.name === 'start-upkeep') process.exit(1);
    parentPort.postMessage({ id, ok: true, value: request.name });
    return;
  }
  if (workerData.databasePath === 'broken') {
    parentPort.postMessage({ id, ok: false, message: 'the disk is full' });
    return;
  }
  if (existsSync(workerData.databasePath)) appendFileSync(`${workerData.databasePath}.rounds`, '.');
  for (const folder of workerData.spoolDirs.filter(existsSync)) {
    for (const name of readdirSync(folder)) unlinkSync(`${folder}/${name}`);
  }
  parentPort.postMessage({ id, ok: true, value: null });
});
