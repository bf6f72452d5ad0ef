// The licences of what a package's build takes into its own files, for the people who get them.
import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes `third-party-licenses.txt` beside built files: of the dependencies that are in them, and of
 * all that these depend on.
 * @param bundled names of dependencies, by the folder of the package that has them.
 * @param ownTexts a folder with the licences of packages that come without them.
 */
export function writeThirdPartyLicences(outputFolder, bundled, ownTexts = undefined) {
  const found = new Map();
  for (const [folder, names] of Object.entries(bundled)) {
    for (const name of names) collect(join(folder, 'node_modules', name), found, ownTexts);
  }
  const texts = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  writeFileSync(join(outputFolder, 'third-party-licenses.txt'), texts.join('\n\n'));
}

function collect(folder, found, ownTexts) {
  const place = realpathSync(folder);
  const {
    name,
    version,
    license,
    dependencies = {},
  } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  if (found.has(name)) return;
  const text = readFileSync(licenceOf(place, name, ownTexts), 'utf8').trim();
  found.set(name, `${name} ${version} (${license})\n\n${text}\n`);
  // pnpm puts a package's dependencies beside it.
  const beside = name.startsWith('@') ? join(place, '../..') : join(place, '..');
  for (const dependency of Object.keys(dependencies))
    collect(join(beside, dependency), found, ownTexts);
}

function licenceOf(place, name, ownTexts) {
  const file = readdirSync(place).find((entry) => /^licen[cs]e/i.test(entry));
  if (file !== undefined) return join(place, file);
  const own = ownTexts === undefined ? '' : join(ownTexts, `${name}.txt`);
  if (!existsSync(own)) throw new Error(`${name} has no licence file`);
  return own;
}
