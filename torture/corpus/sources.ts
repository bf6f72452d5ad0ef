import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A file of ordinary source code. */
export interface Source {
  /** Its package with the version, and the path in it. */
  readonly name: string;
  readonly language: string;
  readonly text: string;
}

const ROOT = join(import.meta.dirname, '../..');
const INSTALLED = join(ROOT, 'node_modules/.pnpm');

const LANGUAGES: Readonly<Record<string, string>> = {
  '.js': 'JavaScript',
  '.cjs': 'JavaScript',
  '.mjs': 'JavaScript',
  '.jsx': 'JavaScript',
  '.ts': 'TypeScript',
  '.cts': 'TypeScript',
  '.mts': 'TypeScript',
  '.tsx': 'TypeScript',
  '.json': 'JSON',
  '.md': 'Markdown',
  '.mdx': 'Markdown',
  '.c': 'C and C++',
  '.cc': 'C and C++',
  '.cpp': 'C and C++',
  '.h': 'C and C++',
  '.css': 'style sheets',
  '.scss': 'style sheets',
};

/** Packages of which another is installed on another machine. */
const OF_A_PLATFORM = /(?:linux|darwin|win32|freebsd|android|openharmony|wasm)/;

/** Of this repository, what is made of secrets on purpose: tests, rules and their table, and what attacks them. */
const MADE_OF_SECRETS =
  /^(?:packages\/\w+\/test\/|packages\/core\/src\/redaction\/rules\/|torture\/|bench\/|scripts\/docs\/redaction\.mjs$)/;

/**
 * What is there on every machine after an installation: this repository's own files and the packages
 * of the lockfile, in the order of their names. The packages change when the lockfile does, not
 * otherwise.
 */
export function* sources(): Generator<Source> {
  yield* ownSources();
  const locked = lockedPackages();
  for (const folder of readdirSync(INSTALLED).sort()) {
    const name = folder.replace(/_.*/, '');
    if (!locked.has(name.replace('+', '/')) || OF_A_PLATFORM.test(name)) continue;
    const inside = name.slice(0, name.lastIndexOf('@')).replace('+', '/');
    yield* filesIn(join(INSTALLED, folder, 'node_modules', inside), name);
  }
}

/** Those of the lockfile, with their versions: what it no longer names may still be installed. */
function lockedPackages(): ReadonlySet<string> {
  const lockfile = readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8');
  const [, packages = ''] = lockfile.split(/^packages:$/m);
  const entries = packages.split(/^snapshots:$/m)[0] ?? '';
  return new Set(
    [...entries.matchAll(/^ {2}'?([^\s']+@\d[^\s':]*)'?:$/gm)].map(([, name = '']) => name),
  );
}

function* ownSources(): Generator<Source> {
  const list = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' });
  for (const path of list.split('\0').sort()) {
    const language = LANGUAGES[extname(path)];
    if (language === undefined || MADE_OF_SECRETS.test(path)) continue;
    yield { name: `spoor/${path}`, language, text: readFileSync(join(ROOT, path), 'utf8') };
  }
}

function* filesIn(folder: string, name: string): Generator<Source> {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') yield* filesIn(path, `${name}/${entry.name}`);
      continue;
    }
    const language = LANGUAGES[extname(entry.name)];
    if (!entry.isFile() || language === undefined) continue;
    yield { name: `${name}/${entry.name}`, language, text: readFileSync(path, 'utf8') };
  }
}
