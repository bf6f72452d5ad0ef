// Packs every package as npm would get it, and checks the result: that only what is needed is in it,
// publint for what package.json promises, arethetypeswrong for how the types resolve, and that the
// four of them, installed together in an empty folder, record. `--contents` checks only the first,
// `--tarball FILE` only that of one file.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { faultsIn } from './packages/contents.mjs';
import { pack, ROOT } from './packages/pack.mjs';

const { values } = parseArgs({
  options: { contents: { type: 'boolean', default: false }, tarball: { type: 'string' } },
});

const bin = (name) => join(ROOT, 'node_modules/.bin', name);
const folder = mkdtempSync(join(tmpdir(), 'spoor-pack-'));
let passed = 0;
let failed = 0;

try {
  if (values.tarball !== undefined) check(values.tarball, () => checkContents(values.tarball));
  else {
    for (const name of readdirSync(join(ROOT, 'packages')).sort())
      check(name, () => checkPackage(name));
    if (!values.contents) check('installed together', checkInstalled);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function check(name, run) {
  try {
    run();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.error(`${name}: ${error.message}`);
  }
}

function checkPackage(name) {
  const tarball = pack(name, folder);
  checkContents(tarball);
  if (values.contents) return;
  execFileSync(bin('publint'), ['run', tarball, '--strict'], { stdio: 'inherit' });
  execFileSync(bin('attw'), [tarball, '--profile', 'esm-only'], { stdio: 'inherit' });
}

/** A user's first minutes, without this repository: install, demo, hooks, doctor, uninstall. */
function checkInstalled() {
  const home = join(folder, 'home');
  const project = join(folder, 'project');
  for (const path of [home, project]) mkdirSync(path);
  writeFileSync(join(project, 'package.json'), '{"private":true}');
  const tarballs = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
  const paths = tarballs.map((file) => join(folder, file));
  const quiet = { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] };
  execFileSync('npm', ['install', '--no-audit', '--no-fund', ...paths], quiet);
  const env = { PATH: process.env.PATH, HOME: home };
  const spoor = (...args) =>
    execFileSync(process.execPath, [join(project, 'node_modules/.bin/spoor'), ...args], {
      cwd: project,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    });
  for (const args of [
    ['demo'],
    ['hooks', 'install'],
    ['hooks', 'doctor'],
    ['hooks', 'uninstall'],
  ]) {
    spoor(...args);
  }
}

function checkContents(tarball) {
  const faults = faultsIn(tarball);
  if (faults.length > 0) throw new Error(faults.join('\n'));
}
