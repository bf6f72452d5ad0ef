// Draws the pictures of docs/inspector.md, and the page: real frames of the built inspector in a
// tmux of its own, on a database that is filled for it (a minute; `--home FOLDER` takes one that
// `bench/inspector/fill.mjs` has filled) and on the demo's. `--only NAME` draws one of them, more
// where it is said more often; `--columns N` those of that width. Hooks are installed in that home,
// and what the inspector remembers there is forgotten.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fillHome } from '../bench/inspector/fill.mjs';
import { resolveStore } from '../packages/storage/dist/index.js';
import { ansiToSvg } from './ansi-to-svg.mjs';
import { inspectorPage } from './inspector/page.mjs';
import { SHOTS } from './inspector/shots.mjs';
import { SPOOR, spoorTerminal } from './inspector/spoor-terminal.mjs';

const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    only: { type: 'string', multiple: true },
    columns: { type: 'string' },
  },
});
const root = join(import.meta.dirname, '..');
const pictures = join(root, 'docs/inspector');
const folder = mkdtempSync(join(tmpdir(), 'spoor-pictures-'));

try {
  mkdirSync(pictures, { recursive: true });
  const filled = values.home ?? (await filledHome());
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  // Not in the audit log: it would show the folder.
  execFileSync('node', [SPOOR, 'hooks', 'install'], {
    env: {
      ...process.env,
      HOME: filled,
      SPOOR_MAINTENANCE: 'off',
      SPOOR_DATABASE_ENABLED: 'false',
    },
    stdio: 'ignore',
  });
  for (const shot of SHOTS) {
    if (values.only?.includes(shot.name) === false) continue;
    for (const size of shot.sizes) {
      if (values.columns !== undefined && size[0] !== Number(values.columns)) continue;
      try {
        await draw(shot, size, { filled, empty });
      } catch (error) {
        process.exitCode = 1;
        console.error(`${shot.name} at ${size.join('×')}: ${error.message}`);
      }
    }
  }
  writeFileSync(join(root, 'docs/inspector.md'), inspectorPage(SHOTS));
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function filledHome() {
  const home = join(folder, 'home');
  await fillHome(home, {
    sessions: 1_000,
    events: 1_000_000,
    messages: 100_000,
    nowMs: Date.now(),
  });
  return home;
}

function preferencesOf(home) {
  const { paths } = resolveStore({ env: {}, homeDir: home, platform: process.platform });
  return join(paths.dataDir, 'inspector.json');
}

async function draw(shot, [columns, rows], homes) {
  const { name, title, keys, on = 'filled', light = false } = shot;
  const { env, args } = shot;
  const home = homes[on];
  // Each picture begins as the first start does.
  rmSync(preferencesOf(home), { force: true });
  const tmux = spoorTerminal(folder, { columns, rows, home, env, args });
  try {
    await tmux.see(shot.first ?? /recording.* quit/s);
    await tmux.settle();
    for (const step of keys) {
      if (step instanceof RegExp) await tmux.see(step);
      else tmux.type(step);
      await tmux.settle();
    }
    const file = `${name}-${columns}x${rows}.svg`;
    const screen = tmux.coloured();
    writeFileSync(join(pictures, file), ansiToSvg(screen, { columns, rows, title, light }));
    console.log(file);
  } finally {
    await tmux.end();
  }
}
