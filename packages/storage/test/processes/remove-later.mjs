import { rmSync } from 'node:fs';

// Removes a file after a while.
const { path, ms } = JSON.parse(process.argv[2]);
setTimeout(() => rmSync(path), ms);
process.stdout.write('waiting\n');
