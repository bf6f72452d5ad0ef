import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './pack.mjs';

const STORE = join(ROOT, 'node_modules/.pnpm');

/** The package.json of each package that is installed here, by `name@version`. */
export function installedManifests() {
  const manifests = new Map();
  for (const folder of readdirSync(STORE).sort()) {
    const [, name] = /^(@?[^@]+)@\d/.exec(folder) ?? [];
    if (name === undefined) continue;
    const path = join(STORE, folder, 'node_modules', name.replace('+', '/'), 'package.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    manifests.set(`${manifest.name}@${manifest.version}`, manifest);
  }
  return manifests;
}
