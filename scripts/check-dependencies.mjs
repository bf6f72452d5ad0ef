// What comes from others: pinned to one version and one sum each, from a registry alone; no script of
// theirs runs; only licences that are allowed; each dependency of a published package has its reason
// in docs/guarantees.md; none has a known hole, as far as the registry answers.
// `--lockfile FILE` looks at another lockfile, and at nothing else. `--no-audit` asks no registry.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { installedManifests } from './packages/installed.mjs';
import { bare, installedWith, partsOf, readLockfile } from './packages/lockfile.mjs';
import { ROOT } from './packages/pack.mjs';

const PUBLISHED = ['core', 'storage', 'hooks', 'tui'];
/** Of what is installed with Spoor, or is in its files. */
const LICENCES = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '(MIT OR CC0-1.0)'];
/** Of what builds and tests it, besides. */
const TOOL_LICENCES = [
  ...LICENCES,
  'Apache-2.0',
  'BlueOak-1.0.0',
  '0BSD',
  'MPL-2.0',
  'CC0-1.0',
  'MIT OR Apache-2.0',
  '(MIT AND CC-BY-3.0)',
  'CC-BY-3.0',
  'Python-2.0',
  'Unlicense',
];
const SCRIPTS = ['preinstall', 'install', 'postinstall'];

const { values } = parseArgs({
  options: {
    lockfile: { type: 'string' },
    'no-audit': { type: 'boolean', default: false },
  },
});
const faults = [];
const lock = readLockfile(values.lockfile);

checkPins();
if (values.lockfile === undefined) {
  const manifests = installedManifests();
  checkScripts(manifests);
  checkLicences(manifests);
  checkReasons();
  if (!values['no-audit']) audit();
}
for (const fault of faults) console.error(fault);
console.log(`${Object.keys(lock.packages).length} packages, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;

/** One version, one sum, one kind of source each. */
function checkPins() {
  for (const [key, { resolution }] of Object.entries(lock.packages)) {
    if (!/^\{integrity: sha512-[A-Za-z0-9+/]{86}==\}$/.test(resolution)) {
      faults.push(
        `${key} is not pinned to a registry's file by its sum: ${JSON.stringify(resolution)}`,
      );
    }
    if (!/^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(partsOf(key).version)) {
      faults.push(`${key} is no version of a registry's package`);
    }
  }
  for (const [importer, { dependencies, devDependencies, optionalDependencies }] of Object.entries(
    lock.importers,
  )) {
    const all = { ...dependencies, ...devDependencies, ...optionalDependencies };
    for (const [name, { specifier, version }] of Object.entries(all)) {
      if (!/^(?:catalog:|workspace:\*|\d+\.\d+\.\d+(?:-[\w.]+)?)$/.test(specifier)) {
        faults.push(`${importer} asks for ${name} as ${specifier}, which is no single version`);
      }
      const isOwn = specifier === 'workspace:*' && /^link:[\w./-]+$/.test(version);
      if (!isOwn && lock.packages[`${name}@${bare(version)}`] === undefined) {
        faults.push(`${importer} has ${name} from elsewhere: ${version}`);
      }
    }
  }
  for (const [name, { specifier }] of Object.entries(lock.catalogs.default)) {
    if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(specifier)) {
      faults.push(`the catalog has ${name} as ${specifier}, which is no single version`);
    }
  }
}

/** What would run a script when it is installed is named in pnpm-workspace.yaml, with `false`. */
function checkScripts(manifests) {
  const workspace = readFileSync(join(ROOT, 'pnpm-workspace.yaml'), 'utf8');
  const [, builds = ''] = /^allowBuilds:\n((?: {2}.+\n)*)/m.exec(workspace) ?? [];
  const named = new Map(
    [...builds.matchAll(/^ {2}"?([^":]+)"?: (\w+)$/gm)].map(([, name, is]) => [name, is]),
  );
  for (const [name, is] of named)
    if (is !== 'false') faults.push(`${name} may run a script when it is installed`);
  for (const { name, scripts = {} } of manifests.values()) {
    if (SCRIPTS.some((script) => script in scripts) && !named.has(name)) {
      faults.push(`${name} has an install script and isn't named in pnpm-workspace.yaml`);
    }
  }
}

function checkLicences(manifests) {
  const shipped = new Set(
    PUBLISHED.flatMap((name) => [...installedWith(lock, `packages/${name}`).keys()].map(bare)),
  );
  for (const [key, { license }] of manifests) {
    const allowed = shipped.has(key) ? LICENCES : TOOL_LICENCES;
    if (!allowed.includes(license))
      faults.push(`${key} has the licence ${JSON.stringify(license)}`);
  }
}

/** docs/guarantees.md has a row for each dependency of each published package, and no other. */
function checkReasons() {
  const page = readFileSync(join(ROOT, 'docs/guarantees.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `@spoor\/(\w+)` +\| `([^`]+)` +\| .{10,} \|$/gm)];
  const told = new Set(rows.map(([, owner, name]) => `@spoor/${owner} needs ${name}`));
  const real = PUBLISHED.flatMap((owner) =>
    Object.entries(lock.importers[`packages/${owner}`].dependencies ?? {})
      .filter(([, { version }]) => !version.startsWith('link:'))
      .map(([name]) => `@spoor/${owner} needs ${name}`),
  );
  for (const one of real)
    if (!told.has(one)) faults.push(`${one}, and docs/guarantees.md doesn't say why`);
  for (const one of told)
    if (!real.includes(one)) faults.push(`docs/guarantees.md says that ${one}: it doesn't`);
}

/** Only an answer counts: a registry that can't be asked, or has no such service, stops nothing. */
function audit() {
  const answer = askForAdvisories();
  if (answer === undefined) {
    console.log('not audited: the registry has not answered');
    return;
  }
  const advisories = Object.values(answer.advisories);
  for (const { module_name: name, severity, title } of advisories) {
    if (severity === 'high' || severity === 'critical')
      faults.push(`${name}: ${severity}: ${title}`);
  }
  console.log(`audited: ${advisories.length} advisories of what is installed with Spoor`);
}

function askForAdvisories() {
  try {
    return parseAnswer(
      execFileSync('npx', ['-y', 'pnpm@12', 'audit', '--prod', '--json'], {
        cwd: ROOT,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  } catch (error) {
    // It ends with an error too when there are advisories, and these are in what it has printed.
    return parseAnswer(error.stdout);
  }
}

function parseAnswer(text) {
  try {
    const answer = JSON.parse(text);
    return typeof answer.advisories === 'object' ? answer : undefined;
  } catch {
    return undefined;
  }
}
