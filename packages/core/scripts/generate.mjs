// Writes what follows from the table of configuration keys: the JSON Schema of the package, and the
// list of keys in docs/configuration.md. `--check` only tells whether they are up to date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { CONFIGURATION_KEYS, configurationSchema } from '../dist/index.js';

const core = join(import.meta.dirname, '..');
const schemaFile = join(core, 'schema/config.schema.json');
const docsFile = join(core, '../../docs/configuration.md');
const START = '<!-- keys: made by packages/core/scripts/generate.mjs -->';
const END = '<!-- end of keys -->';

const files = [
  { path: schemaFile, text: schemaText() },
  { path: docsFile, text: docsText(readFileSync(docsFile, 'utf8')) },
];
const stale = files.filter(({ path, text }) => read(path) !== text);
if (process.argv.includes('--check')) {
  for (const { path } of stale) console.error(`${path} is not up to date`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const { path, text } of stale) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** What the schema can't say (rules must compile) is left to Spoor itself. */
function schemaText() {
  const schema = toJsonSchema(configurationSchema(), { errorMode: 'ignore' });
  const titled = { $schema: schema.$schema, title: 'Configuration of Spoor', ...schema };
  const text = JSON.stringify(titled, null, 2);
  return `${text.replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, items) => `[${items.replace(/\s+/g, ' ')}]`)}\n`;
}

function docsText(before) {
  const start = before.indexOf(START);
  const end = before.indexOf(END);
  if (start < 0 || end < start) throw new Error(`${docsFile}: the markers are gone`);
  return `${before.slice(0, start)}${START}\n\n${keyList()}\n\n${before.slice(end)}`;
}

function keyList() {
  const sections = Map.groupBy(CONFIGURATION_KEYS, ({ name }) => name.split('.')[0]);
  return [...sections]
    .map(([section, keys]) => `### ${section}\n\n${keys.map(keyEntry).join('\n')}`)
    .join('\n\n');
}

function keyEntry({ name, type, default: value, description, variable }) {
  return `- **\`${name}\`**: ${type}; \`${JSON.stringify(value)}\` by default; \`${variable}\`. ${description}`;
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
