import { appendFileSync, existsSync, readdirSync, unlinkSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

// Stands for the writer's worker: removes what waits, or says that it can't. Beside a database it
// counts its rounds.
parentPort.on('message', () => {
  if (workerData.databasePath === 'broken') {
    parentPort.postMessage({ problem: 'the disk is full' });
    return;
  }
  if (existsSync(workerData.databasePath)) appendFileSync(`${workerData.databasePath}.rounds`, '.');
  for (const folder of workerData.spoolDirs.filter(existsSync)) {
    for (const name of readdirSync(folder)) unlinkSync(`${folder}/${name}`);
  }
  parentPort.postMessage({ problem: null });
});
