// What the file that npm would get of a package may have in it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { BILL } from './bill-of-materials.mjs';
import { ROOT } from './pack.mjs';

/** Kilobytes unpacked, at most: what grows beyond is looked at before it is let in. */
const LARGEST = {
  '@spoor/core': 700,
  '@spoor/storage': 2_500,
  '@spoor/hooks': 2_200,
  '@spoor/tui': 5_500,
};

/** What each package may have beside the built files and their types. */
const FILES = [
  /^package\.json$/,
  /^LICENSE$/,
  /^README\.md$/,
  /^dist\/(?:[\w-]+\/)*[\w.-]+\.d\.ts$/,
  /^dist\/[\w-]+\.js$/,
  /^dist\/(?:hook\/)?third-party-licenses\.txt$/,
  /^dist\/sbom\.cdx\.json$/,
];
const OWN_FILES = {
  '@spoor/core': [/^schema\/config\.schema\.json$/],
  '@spoor/hooks': [/^dist\/hook\/(?:hook|recorder|configuration|transcripts)\.cjs$/],
};

/** Names of what belongs to this machine or to development. */
const STRANGE_PATH =
  /(?:^|\/)(?:test|tests|__tests__|fixtures|node_modules|src)(?:\/|$)|\.(?:map|test\.|spec\.|tsbuildinfo)/;

/** What bundled code only looks for, and does without. */
const LOOKED_FOR = new Set(['react-devtools-core']);

/** Everything that is wrong with what a tarball has in it, each in a line. */
export function faultsIn(tarball) {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-contents-'));
  try {
    execFileSync('tar', ['-xzf', tarball, '-C', folder]);
    const place = join(folder, 'package');
    const manifest = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
    const files = readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => ({
        name: join(entry.parentPath, entry.name).slice(place.length + 1),
        path: join(entry.parentPath, entry.name),
        isPlain: entry.isFile(),
      }));
    return [
      ...files.flatMap((file) => faultsOfFile(manifest, file)),
      ...faultsOfSize(manifest, files),
      ...faultsOfImports(manifest, files),
      ...faultsOfBill(manifest, place),
    ].map((fault) => `${manifest.name}: ${fault}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function faultsOfFile({ name: packageName }, { name, path, isPlain }) {
  const expected = [...FILES, ...(OWN_FILES[packageName] ?? [])];
  if (!isPlain) return [`${name} is no plain file`];
  if (STRANGE_PATH.test(name) || !expected.some((pattern) => pattern.test(name))) {
    return [`${name} is not for publishing`];
  }
  const text = readFileSync(path, 'utf8');
  return [
    ...[ROOT, homedir()].filter((own) => own.length > 1 && text.includes(`${own}/`)),
    ...(/\bsourceMappingURL=/.test(text) ? ['a source map'] : []),
    ...(/\0/.test(text) ? ['binary data'] : []),
  ].map((found) => `${name} has ${found} in it`);
}

function faultsOfSize({ name }, files) {
  const size = files.reduce((sum, { path }) => sum + statSync(path).size, 0) / 1_000;
  const most = LARGEST[name];
  return size > most ? [`${size.toFixed(0)} KB, more than ${most}`] : [];
}

/** Each dependency is used by a file, and each file uses nothing else. */
function faultsOfImports({ name: own, dependencies = {}, peerDependencies = {} }, files) {
  const used = new Set();
  const faults = [];
  for (const { name, path } of files) {
    if (!/\.(?:c?js|d\.ts)$/.test(name)) continue;
    for (const imported of importsOf(readFileSync(path, 'utf8'))) {
      const [, wanted] = /^((?:@[\w.-]+\/)?[\w.-]+)/.exec(imported) ?? [];
      if (
        wanted === undefined ||
        wanted === own ||
        LOOKED_FOR.has(wanted) ||
        builtinModules.includes(wanted)
      )
        continue;
      used.add(wanted);
      // Types of what is bundled are of no one's use: only running code has to find its modules.
      const isThere = wanted in dependencies || wanted in peerDependencies;
      if (!isThere && !name.endsWith('.d.ts')) faults.push(`${name} needs ${wanted}`);
    }
  }
  const needless = Object.keys(dependencies).filter(
    (name) => !used.has(name) && !used.has(name.replace('@types/', '')),
  );
  return [...new Set(faults), ...needless.map((name) => `nothing uses its dependency ${name}`)];
}

function importsOf(text) {
  const statements =
    /(?:^|[;}\n])\s*(?:import|export)\b[^'"`;()]*?(?:from\s*)?["']([^"'.\n][^"'\n]*)["']/g;
  const calls = /\b(?:import|require\d*|resolve)\(["']([^"'.\n][^"'\n]*)["']\)/g;
  return [...text.matchAll(statements), ...text.matchAll(calls)]
    .map(([, name]) => name)
    .filter((name) => !name.startsWith('node:'));
}

/** The bill of materials names everything that package.json names, and each with its sum. */
function faultsOfBill({ name, version, dependencies = {} }, place) {
  const { components, metadata } = JSON.parse(readFileSync(join(place, 'dist', BILL), 'utf8'));
  const listed = new Set(
    components.map((one) => `${one.group ? `${one.group}/` : ''}${one.name}@${one.version}`),
  );
  const missing = Object.entries(dependencies).filter(([key, at]) => !listed.has(`${key}@${at}`));
  const unsummed = components.filter(({ group, hashes }) => group !== '@spoor' && !hashes?.length);
  return [
    ...(metadata.component.purl === `pkg:npm/${name.replace('@', '%40')}@${version}`
      ? []
      : ['its bill of materials is of another package']),
    ...missing.map(([key]) => `its bill of materials has no ${key}`),
    ...unsummed.map((one) => `its bill of materials has no sum of ${one.name}`),
  ];
}
