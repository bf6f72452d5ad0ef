// Writes what follows from data of the package: the JSON Schema and the list of keys in
// docs/configuration.md from the table of configuration keys, the table in docs/pricing.md from the
// prices. `--check` only tells whether they are up to date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { table } from '../../../scripts/docs/markdown.mjs';
import {
  CONFIGURATION_KEYS,
  configurationSchema,
  MODEL_PRICES,
  PRICES_SOURCE,
} from '../dist/index.js';

const core = join(import.meta.dirname, '..');
const schemaFile = join(core, 'schema/config.schema.json');
const docsFile = join(core, '../../docs/configuration.md');
const pricingFile = join(core, '../../docs/pricing.md');

const files = [
  { path: schemaFile, text: schemaText() },
  { path: docsFile, text: withSection(docsFile, 'keys', keyList()) },
  { path: pricingFile, text: withSection(pricingFile, 'prices', priceTable()) },
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

/** A page with what stands between the markers of a section made anew. */
function withSection(file, name, text) {
  const page = readFileSync(file, 'utf8');
  const startMark = `<!-- ${name}: made by packages/core/scripts/generate.mjs -->`;
  const start = page.indexOf(startMark);
  const end = page.indexOf(`<!-- end of ${name} -->`);
  if (start < 0 || end < start) throw new Error(`${file}: the markers are gone`);
  return `${page.slice(0, start)}${startMark}\n\n${text}\n\n${page.slice(end)}`;
}

function priceTable() {
  const header = ['model', 'input', 'output', '5 min write', '1 h write', 'cache read', 'more'];
  const rows = MODEL_PRICES.flatMap((price) => [priceRow(price, price), ...longRow(price)]);
  return [
    `As of ${PRICES_SOURCE.date}, from <${PRICES_SOURCE.url}>; US dollars per million tokens.`,
    '',
    table(header, rows),
  ].join('\n');
}

function priceRow({ model, from, until, fast, usOnly }, rates, note) {
  const notes = [
    ...(note === undefined ? [] : [note]),
    ...(from === undefined ? [] : [`from ${from} on`]),
    ...(until === undefined ? [] : [`before ${until}`]),
    ...(fast === undefined ? [] : [`fast × ${fast}`]),
    ...(usOnly === undefined ? [] : [`US only × ${usOnly}`]),
  ];
  const { input, output, cacheWrite5m, cacheWrite1h, cacheRead } = rates;
  const numbers = [input, output, cacheWrite5m, cacheWrite1h, cacheRead];
  return [`\`${model}\``, ...numbers.map(String), notes.join(', ')];
}

function longRow(price) {
  const { longContext } = price;
  if (longContext === undefined) return [];
  return [
    priceRow(price, longContext, `prompts over ${longContext.above.toLocaleString('en')} tokens`),
  ];
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
