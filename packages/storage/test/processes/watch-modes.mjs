import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// Looks at all files of a folder without pause, until its input ends; tells each file and mode seen.
const { folder } = JSON.parse(process.argv[2]);
const seen = new Set();
const look = () => {
  const end = Date.now() + 20;
  while (Date.now() < end) {
    for (const name of readdirSync(folder)) {
      const stats = lstatSync(join(folder, name), { throwIfNoEntry: false });
      if (stats) seen.add(`${name} ${(stats.mode & 0o777).toString(8)}`);
    }
  }
  timer = setTimeout(look, 0);
};
let timer = setTimeout(look, 0);
process.stdin.resume().on('end', () => {
  clearTimeout(timer);
  process.stdout.write(`\n${JSON.stringify([...seen].sort())}`);
});
process.stdout.write('watching');
