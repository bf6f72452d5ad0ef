import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Attack, Outcome } from '../attack.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A change to a lockfile that must not go unseen, by what it is. */
const PLANTED: Readonly<Record<string, (lockfile: string) => string>> = {
  'a package from an address': (text) =>
    text.replace(/\{integrity: (\S+)\}/, '{integrity: $1, tarball: https://example.com/x.tgz}'),
  'a package from a git repository': (text) =>
    text.replace(/\{integrity: \S+\}/, '{commit: 3f9c1b7, repo: https://example.com/x, type: git}'),
  'a package without its sum': (text) => text.replace(/\{integrity: \S+\}/, '{}'),
  'a weak sum': (text) => text.replace(/\{integrity: \S+\}/, '{integrity: sha1-q7Zt2Lk9Xw4Rb8Vn}'),
  'a range of versions': (text) => text.replace(/specifier: (\d+\.\d+\.\d+)/, 'specifier: ^$1'),
  'a branch in place of a version': (text) =>
    text.replace(/specifier: \d+\.\d+\.\d+/, 'specifier: github:example/x'),
};

/** A file in a package that must not go unseen. */
const SMUGGLED: Readonly<Record<string, string>> = {
  'dist/index.js.map': '{}',
  'dist/index.test.d.ts': '',
  'src/index.ts': '',
  'dist/extra.js': `// ${ROOT}/packages`,
  'dist/import.js': `import x from 'left-behind';`,
  '.npmrc': '',
  'dist/native.node': '\0',
};

/** Checks what comes from others and what is published, and that the checks see what is planted. */
export const dependencies: Attack = {
  name: 'dependencies',
  promise: 15,
  does: 'pins, sums, scripts and licences of dependencies; files of packages; planted ones of each',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spoor-torture-'));
    try {
      const real = await Promise.all([
        check('check-dependencies.mjs'),
        check('check-packages.mjs', '--contents'),
      ]);
      const unseen = [...(await plant(folder)), ...(await smuggle(folder))];
      const figures: Outcome['figures'] = {
        'packages in the lockfile, all of a registry with one version and one sum':
          /(\d+) packages/.exec(real[0].output)?.[1] ?? 'none',
        advisories:
          /audited: (\d+)/.exec(real[0].output)?.[1] ?? 'not asked: the registry has not answered',
        'packages published, each with no other files than are listed':
          /(\d+) passed/.exec(real[1].output)?.[1] ?? 'none',
        'planted changes that were seen': `${PLANTED_TOTAL - unseen.length} of ${PLANTED_TOTAL}`,
      };
      return {
        figures,
        faults: [
          ...real.flatMap(({ isFine, output }) => (isFine ? [] : output.split('\n'))),
          ...unseen.map((name) => `not seen: ${name}`),
        ],
      };
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

const PLANTED_TOTAL = Object.keys(PLANTED).length + Object.keys(SMUGGLED).length;

/** The changes to the lockfile that are not seen. */
async function plant(folder: string): Promise<string[]> {
  const original = readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8');
  const unseen: string[] = [];
  for (const [name, change] of Object.entries(PLANTED)) {
    const path = join(folder, 'lock.yaml');
    const changed = change(original);
    writeFileSync(path, changed);
    const { isFine } = await check('check-dependencies.mjs', '--lockfile', path);
    if (isFine || changed === original) unseen.push(name);
  }
  return unseen;
}

/** The files in a package that are not seen. */
async function smuggle(folder: string): Promise<string[]> {
  const source = join(ROOT, 'packages/core');
  const unseen: string[] = [];
  for (const [name, text] of Object.entries(SMUGGLED)) {
    const place = join(folder, 'package');
    mkdirSync(join(place, 'dist'), { recursive: true });
    for (const file of ['package.json', 'dist/index.js', 'dist/sbom.cdx.json']) {
      copyFileSync(join(source, file), join(place, file));
    }
    mkdirSync(join(place, name, '..'), { recursive: true });
    writeFileSync(join(place, name), text);
    const tarball = join(folder, 'smuggled.tgz');
    execFileSync('tar', ['-czf', tarball, '-C', folder, 'package']);
    const { output } = await check('check-packages.mjs', '--tarball', tarball);
    if (!output.includes(name)) unseen.push(name);
    rmSync(place, { recursive: true });
  }
  return unseen;
}

function check(script: string, ...args: string[]): Promise<{ isFine: boolean; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'scripts', script), ...args], { cwd: ROOT });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        output += data;
      });
    }
    child.on('error', reject);
    child.on('close', (status) => resolve({ isFine: status === 0, output }));
  });
}
