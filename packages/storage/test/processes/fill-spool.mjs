import { Spool } from '../../dist/index.js';

// Writes entries until it is killed.
const { folders, name } = JSON.parse(process.argv[2]);
const spool = new Spool(folders);
process.stdout.write('writing');
for (let i = 0; ; i++) {
  const id = `${name}-${String(i).padStart(6, '0')}`;
  spool.put(id, JSON.stringify({ id, filler: 'x'.repeat((i * 7919) % 300_000), end: id }));
}
