// Writes docs/commands.md from the command's parser, docs/keys.md from the inspector's table of keys,
// docs/redaction.md from the rules, docs/schema.md from a new database and docs/secret-formats.md
// from what redaction finds; those need the packages built. Puts the kept figures of
// `pnpm test:torture` into docs/guarantees.md. With `--check` it only says which page is out of
// date, and fails.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commandsPage } from './docs/commands.mjs';
import { guaranteesPage } from './docs/guarantees.mjs';
import { keysPage } from './docs/keys.mjs';
import { redactionPage } from './docs/redaction.mjs';
import { schemaPage } from './docs/schema.mjs';
import { secretFormatsPage } from './docs/secret-formats.mjs';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const pages = {
  'commands.md': await commandsPage(),
  'guarantees.md': guaranteesPage(),
  'keys.md': keysPage(),
  'redaction.md': redactionPage(),
  'schema.md': schemaPage(),
  'secret-formats.md': secretFormatsPage(),
};
let stale = 0;

for (const [name, text] of Object.entries(pages)) {
  const path = join(import.meta.dirname, '../docs', name);
  if (read(path) === text) continue;
  if (values.check) {
    stale += 1;
    console.error(`docs/${name} is out of date: run \`node scripts/generate-docs.mjs\``);
  } else {
    writeFileSync(path, text);
    console.log(`docs/${name} written`);
  }
}
process.exitCode = stale === 0 ? 0 : 1;

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
