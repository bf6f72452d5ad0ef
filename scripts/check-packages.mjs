// Packs every package as npm would get it, and checks the result: publint for what package.json
// promises, arethetypeswrong for how the types resolve, and that nothing but dist is in it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (name) => join(root, 'node_modules/.bin', name);
const folder = mkdtempSync(join(tmpdir(), 'spoor-pack-'));
let failed = 0;

try {
  for (const name of readdirSync(join(root, 'packages')).sort()) check(name);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${4 - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function check(name) {
  try {
    const tarball = pack(name);
    checkFiles(tarball);
    execFileSync(bin('publint'), ['run', tarball, '--strict'], { stdio: 'inherit' });
    execFileSync(bin('attw'), [tarball, '--profile', 'esm-only'], { stdio: 'inherit' });
  } catch (error) {
    failed += 1;
    console.error(`${name}: ${error.message}`);
  }
}

function pack(name) {
  const before = new Set(readdirSync(folder));
  execFileSync('npx', ['-y', 'pnpm@12', 'pack', '--pack-destination', folder], {
    cwd: join(root, 'packages', name),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const made = readdirSync(folder).find((file) => !before.has(file));
  return join(folder, made);
}

function checkFiles(tarball) {
  const names = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
  const strange = names.filter(
    (file) =>
      !/^package\/(dist\/|package\.json$|README\.md$|LICENSE$)/.test(file) ||
      file.endsWith('.node'),
  );
  if (strange.length > 0) throw new Error(`packs what it should not: ${strange.join(', ')}`);
}
