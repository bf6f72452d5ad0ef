import { importFile, SpoorDatabase } from '../../dist/index.js';

// Imports a file, telling when it has begun.
const { path, file, tellBegin = false } = JSON.parse(process.argv[2]);
const db = new SpoorDatabase({ path });
let begun = !tellBegin;
const report = await importFile(db, file, {
  onProgress: ({ done }) => {
    if (begun || done < 300) return;
    begun = true;
    process.stdout.write('begun\n');
  },
});
process.stdout.write(JSON.stringify(report), () => process.exit(0));
