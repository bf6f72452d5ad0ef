import { repairDatabase } from '../../dist/index.js';

// Repairs a database; dies at once when a text appears in what it reports, or at a step it is told.
const { path, dieAt = Infinity } = JSON.parse(process.argv[2]);
let steps = 0;
const report = await repairDatabase(path, {
  onProgress: () => {
    if (++steps > dieAt) process.kill(process.pid, 'SIGKILL');
  },
});
process.stdout.write(JSON.stringify({ how: report.how, folder: report.folder }));
