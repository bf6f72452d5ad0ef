// A user of @spoor/storage alone, in a new folder: installs the packed core and storage, writes
// docs/examples/storage.ts with TypeScript at its strictest, and runs it on every supported Node.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack, ROOT } from './packages/pack.mjs';

const NODES = [22, 24, 26];
const EXPECTED = 'coder: file.edit, 1 so far\n1 counted, 1 logged as file\n';
const TSCONFIG = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    target: 'es2023',
    module: 'nodenext',
    types: ['node'],
    outDir: 'built',
  },
  include: ['storage.ts'],
};

const folder = mkdtempSync(join(tmpdir(), 'spoor-consumer-'));
let failed = 0;

try {
  const project = makeProject();
  run(process.execPath, [join(project, 'node_modules/typescript/bin/tsc')], project);
  for (const major of NODES) runOn(major, project);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failed === 0 ? 'all ran' : `${failed} of ${NODES.length} could not be run`);
process.exitCode = failed === 0 ? 0 : 1;

function makeProject() {
  const packed = join(folder, 'packed');
  const project = join(folder, 'project');
  for (const path of [packed, project]) mkdirSync(path);
  const tarballs = ['core', 'storage'].map((name) => pack(name, packed));
  const compiler = JSON.parse(readFileSync(join(ROOT, 'node_modules/typescript/package.json')));
  writeFileSync(join(project, 'package.json'), '{"private":true,"type":"module"}');
  install(project, [...tarballs, `typescript@${compiler.version}`, '@types/node@24']);
  copyFileSync(join(ROOT, 'docs/examples/storage.ts'), join(project, 'storage.ts'));
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  return project;
}

function runOn(major, project) {
  const place = join(folder, `node-${major}`);
  mkdirSync(place);
  writeFileSync(join(place, 'package.json'), '{"private":true}');
  const name = `node-${process.platform}-${process.arch}`;
  try {
    install(place, [`${name}@${major}`]);
  } catch {
    failed += 1;
    console.error(`Node ${major}: NOT RUN, \`${name}@${major}\` can't be installed`);
    return;
  }
  const node = join(place, 'node_modules', name, 'bin/node');
  const version = run(node, ['--version'], project).trim();
  rmSync(join(project, 'agents.db'), { force: true });
  const said = run(node, [join(project, 'built/storage.js')], project);
  if (said !== EXPECTED) throw new Error(`on Node ${version} the example says:\n${said}`);
  console.log(`Node ${version}: ran`);
}

function install(cwd, names) {
  run('npm', ['install', '--no-audit', '--no-fund', ...names], cwd);
}

function run(command, args, cwd) {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    process.stderr.write(`${error.stdout ?? ''}${error.stderr ?? ''}`);
    throw error;
  }
}
