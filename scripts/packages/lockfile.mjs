// What pnpm-lock.yaml says. It is read without a YAML library, of which none is a dependency: pnpm
// writes keys, two spaces a level, and values in a line. Lists are left out, anything else is refused.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './pack.mjs';

/** The lockfile as objects; values in braces and brackets stay text. */
export function readLockfile(path = join(ROOT, 'pnpm-lock.yaml')) {
  const root = {};
  const open = [root];
  for (const [i, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (line === '' || /^ +- /.test(line)) continue;
    const found = /^( *)(?:'([^']+)'|([^\s':][^\s:]*(?::[^\s:]+)*)):(?: (.*))?$/.exec(line);
    const level = (found?.[1] ?? '').length / 2;
    const parent = open[level];
    if (found === null || parent === undefined)
      throw new Error(`line ${i + 1} of ${path}: ${line}`);
    const key = found[2] ?? found[3];
    const value = found[4] === undefined ? {} : found[4].replace(/^'(.*)'$/, '$1');
    parent[key] = value === '{}' ? {} : value;
    open.splice(level + 1);
    if (typeof parent[key] === 'object') open.push(parent[key]);
  }
  return root;
}

/**
 * Everything that is installed with a package of this repository, as `name@version`, with what each
 * depends on; that of the packages of this repository that it needs, too.
 * @param also names of what is only needed to build it.
 */
export function installedWith(lock, importer, also = []) {
  const graph = new Map();
  const visit = (name, version, from) => {
    if (version.startsWith('link:')) {
      visitAll(lock.importers[linked(from, version)].dependencies, linked(from, version));
      return;
    }
    const key = `${name}@${version}`;
    if (graph.has(key)) return;
    const { dependencies = {}, optionalDependencies = {} } = lock.snapshots[key];
    const { peerDependenciesMeta = {} } = lock.packages[bare(key)];
    // A peer that may be there isn't installed by whoever names it.
    const children = Object.entries({ ...dependencies, ...optionalDependencies }).filter(
      ([child]) => peerDependenciesMeta[child]?.optional !== 'true',
    );
    graph.set(
      key,
      children.map(([child, at]) => `${child}@${at}`),
    );
    for (const [child, at] of children) visit(child, at, from);
  };
  const visitAll = (dependencies = {}, from) => {
    for (const [name, { version }] of Object.entries(dependencies)) visit(name, version, from);
  };
  const { dependencies = {}, devDependencies = {} } = lock.importers[importer];
  visitAll(dependencies, importer);
  for (const name of also)
    visit(name, (dependencies[name] ?? devDependencies[name]).version, importer);
  return graph;
}

/** The folder of a package of this repository that another one depends on. */
export function linked(importer, version) {
  return join(importer, version.slice('link:'.length));
}

/** `name@version` without the peers that pnpm adds in brackets. */
export function bare(key) {
  return key.replace(/\(.*$/, '');
}

/** The parts of `name@version`. */
export function partsOf(key) {
  const at = bare(key).lastIndexOf('@');
  return { name: key.slice(0, at), version: bare(key).slice(at + 1) };
}
