// A software bill of materials for each published package: CycloneDX 1.6, the same bytes for the
// same lockfile on every machine, so that it can be checked.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installedManifests } from './installed.mjs';
import { bare, installedWith, linked, partsOf, readLockfile } from './lockfile.mjs';
import { ROOT } from './pack.mjs';

/** Where it is in a package. */
export const BILL = 'sbom.cdx.json';

/** Writes it beside the built files of a package. @see billOfMaterials */
export function writeBillOfMaterials(outputFolder, importer, bundled = {}) {
  const bill = billOfMaterials(importer, bundled);
  writeFileSync(join(outputFolder, BILL), `${JSON.stringify(bill, null, 2)}\n`);
}

/**
 * What is installed with a package, and what its build has put into its own files.
 * @param importer the package's folder, such as `packages/core`.
 * @param bundled names of dependencies in its files, by the folder of the package that has them.
 */
function billOfMaterials(importer, bundled = {}) {
  const lock = readLockfile();
  const manifests = installedManifests();
  const own = ownManifest(importer);
  const graph = installedWith(lock, importer);
  const inside = new Map();
  for (const [folder, names] of Object.entries(bundled)) {
    const all = installedWith(lock, join(importer, folder), names);
    for (const name of names) follow(all, name, inside);
  }
  const keys = [...new Set([...graph.keys(), ...inside.keys()])].sort();
  const workspace = workspaceOf(lock, importer);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: ownComponent(own) },
    components: [
      ...workspace.map((folder) => ownComponent(ownManifest(folder))),
      ...keys.map((key) => componentOf(key, lock, manifests, inside.has(key))),
    ],
    dependencies: [
      {
        ref: purlOf(own),
        dependsOn: [
          ...new Set([...directOf(lock, importer), ...[...inside.keys()].map(purlOfKey)]),
        ],
      },
      ...workspace.map((folder) => ({
        ref: purlOf(ownManifest(folder)),
        dependsOn: directOf(lock, folder),
      })),
      ...keys.map((key) => ({
        ref: purlOfKey(key),
        dependsOn: (graph.get(key) ?? inside.get(key)).map(purlOfKey),
      })),
    ],
  };
}

/** The packages of this repository that a package needs, as folders. */
function workspaceOf(lock, importer, found = new Set()) {
  for (const { version } of Object.values(lock.importers[importer].dependencies ?? {})) {
    if (!version.startsWith('link:') || found.has(linked(importer, version))) continue;
    found.add(linked(importer, version));
    workspaceOf(lock, linked(importer, version), found);
  }
  return [...found].sort();
}

function directOf(lock, importer) {
  return Object.entries(lock.importers[importer].dependencies ?? {}).map(([name, { version }]) =>
    version.startsWith('link:')
      ? purlOf(ownManifest(linked(importer, version)))
      : purlOfKey(`${name}@${version}`),
  );
}

function follow(graph, name, found) {
  for (const key of graph.keys()) {
    if (partsOf(key).name === name) visit(key);
  }
  function visit(key) {
    if (found.has(key)) return;
    found.set(key, graph.get(key));
    for (const child of graph.get(key)) visit(child);
  }
}

function componentOf(key, lock, manifests, isInside) {
  const { name, version } = partsOf(key);
  const { resolution, os, cpu } = lock.packages[bare(key)];
  const [, base64] = /integrity: sha512-([A-Za-z0-9+/=]+)/.exec(resolution);
  // What is made for one platform is installed on no other: its licence is told there alone.
  const licence =
    os === undefined && cpu === undefined ? manifests.get(bare(key))?.license : undefined;
  return {
    type: 'library',
    'bom-ref': purlOfKey(key),
    ...nameAndGroup(name),
    version,
    scope: 'required',
    hashes: [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }],
    ...(licence === undefined ? {} : { licenses: [licenceOf(licence)] }),
    purl: purlOfKey(key),
    ...(isInside ? { properties: [{ name: 'spoor:bundled', value: 'true' }] } : {}),
  };
}

function ownComponent(manifest) {
  return {
    type: 'library',
    'bom-ref': purlOf(manifest),
    ...nameAndGroup(manifest.name),
    version: manifest.version,
    licenses: [licenceOf(manifest.license)],
    purl: purlOf(manifest),
  };
}

function licenceOf(expression) {
  return /[ (]/.test(expression) ? { expression } : { license: { id: expression } };
}

function nameAndGroup(fullName) {
  const [, group, name] = /^(@[^/]+)\/(.+)$/.exec(fullName) ?? [];
  return group === undefined ? { name: fullName } : { group, name };
}

function purlOfKey(key) {
  return purlOf(partsOf(key));
}

function purlOf({ name, version }) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function ownManifest(importer) {
  return JSON.parse(readFileSync(join(ROOT, importer, 'package.json'), 'utf8'));
}
