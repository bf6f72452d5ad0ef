// Users of the packages, each in a new folder: one of @spoor/storage alone, one who embeds what
// @spoor/tui shows. Each installs what is packed, writes the examples of docs/examples with
// TypeScript at its strictest, and runs those that need no terminal on every supported Node.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack, ROOT } from './packages/pack.mjs';

const NODES = [22, 24, 26];
const USERS = [
  {
    packages: ['core', 'storage'],
    examples: ['storage'],
    says: { storage: 'coder: file.edit, 1 so far\n1 counted, 1 logged as file\n' },
  },
  {
    packages: ['core', 'storage', 'hooks', 'tui'],
    examples: ['list-sessions', 'own-screen'],
    says: {
      'list-sessions':
        'working: Sell one more thing (/home/me/shop)\n1 line in the list of sessions\n',
    },
  },
];
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
  include: ['*.ts'],
};

const folder = mkdtempSync(join(tmpdir(), 'spoor-consumer-'));
let failed = 0;

try {
  const packed = packAll();
  const projects = USERS.map((user) => ({ ...user, path: makeProject(user, packed) }));
  for (const { path } of projects) {
    run(process.execPath, [join(path, 'node_modules/typescript/bin/tsc')], path);
  }
  for (const major of NODES) runOn(major, projects);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failed === 0 ? 'all ran' : `${failed} of ${NODES.length} could not be run`);
process.exitCode = failed === 0 ? 0 : 1;

/** Tarballs by the names of their packages. */
function packAll() {
  const place = join(folder, 'packed');
  mkdirSync(place);
  const names = [...new Set(USERS.flatMap(({ packages }) => packages))];
  return new Map(names.map((name) => [name, pack(name, place)]));
}

function makeProject({ packages, examples }, packed) {
  const project = mkdtempSync(join(folder, 'project-'));
  const tarballs = packages.map((name) => packed.get(name));
  const compiler = JSON.parse(readFileSync(join(ROOT, 'node_modules/typescript/package.json')));
  writeFileSync(join(project, 'package.json'), '{"private":true,"type":"module"}');
  install(project, [...tarballs, `typescript@${compiler.version}`, '@types/node@24']);
  for (const name of examples) {
    copyFileSync(join(ROOT, `docs/examples/${name}.ts`), join(project, `${name}.ts`));
  }
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  return project;
}

function runOn(major, projects) {
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
  for (const { path, says } of projects) {
    const version = run(node, ['--version'], path).trim();
    for (const [example, expected] of Object.entries(says)) {
      rmSync(join(path, 'agents.db'), { force: true });
      const said = run(node, [join(path, `built/${example}.js`)], path);
      if (said !== expected) throw new Error(`${example} on Node ${version} says:\n${said}`);
    }
  }
  console.log(`Node ${major}: ran`);
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
